using System.Runtime.InteropServices;
using Aspire.Hosting.Native.Running;

namespace Aspire.Hosting.Native.Reporting;

/// <summary>A run that a person started: it tells what happens, waits for Ctrl+C or SIGTERM, and stops in order.</summary>
internal sealed class TerminalRun(DistributedApplicationBuilder builder) : IDisposable
{
    private readonly Narrator _narrator = new(Console.Out);
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _hurry = new();

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal);
        using var outside = cancellationToken.Register(_stop.Cancel);
        using var launcher = new LauncherWatch(_stop.Cancel);

        await using var engine = new Engine(builder, _narrator);
        var failed = false;
        try
        {
            await engine.StartAsync(_stop.Token);
            foreach (var line in new Announcement(builder, engine.Instances).Lines(_narrator.Seconds)) _narrator.Line(line);
            await Task.Delay(Timeout.Infinite, _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            _narrator.Line("");
        }
        catch (Exception e) when (e is DistributedApplicationException or IOException or UnauthorizedAccessException)
        {
            failed = true;
            _narrator.Line($"\n{e.Message}\n");
        }

        if (engine.Instances.Count > 0) _narrator.Say("stopping");
        await engine.StopAsync(_hurry.Token);
        _narrator.Say(failed ? "nothing is left running" : "stopped");
        return failed ? 1 : 0;
    }

    public void Dispose()
    {
        _stop.Dispose();
        _hurry.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_stop.IsCancellationRequested) _hurry.Cancel();
        else _stop.Cancel();
    }
}
