using System.Runtime.InteropServices;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Native.Running;

namespace Aspire.Hosting.Native.Reporting;

/// <summary>A run that a person started: it tells what happens, waits for Ctrl+C or SIGTERM, and stops in order.</summary>
internal sealed class TerminalRun(DistributedApplicationBuilder builder)
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

        await using var engine = new Engine(builder, _narrator);
        var failed = false;
        try
        {
            await engine.StartAsync(_stop.Token);
            Announce(engine);
            await Task.Delay(Timeout.Infinite, _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            _narrator.Line("");
        }
        catch (DistributedApplicationException e)
        {
            failed = true;
            Explain(engine, e);
        }

        _narrator.Say("stopping");
        await engine.StopAsync(_hurry.Token);
        _narrator.Say(failed ? "stopped after a failed start" : "stopped");
        return failed ? 1 : 0;
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_stop.IsCancellationRequested) _hurry.Cancel();
        else _stop.Cancel();
    }

    private void Announce(Engine engine)
    {
        _narrator.Line("");
        foreach (var line in ResourceTable.Lines(engine.Instances)) _narrator.Line(line);
        _narrator.Line("");
        _narrator.Line($"resources: {builder.Folders.ResourcesFile}");
        foreach (var line in Secrets()) _narrator.Line(line);

        var door = builder.Resources.SelectMany(r => r.Annotations.OfType<EndpointAnnotation>()).FirstOrDefault(e => e.IsExternal)?.AllocatedEndpoint?.UriString;
        if (door is not null) _narrator.Line($"open:      {door}/docs");
        _narrator.Line(door is null ? $"ready in {_narrator.Seconds} s" : $"ready in {_narrator.Seconds} s · {door}");
    }

    private IEnumerable<string> Secrets() =>
        from parameter in builder.Resources.OfType<ParameterResource>()
        where parameter is { Secret: true, Description: not null }
            && builder.Secrets.WasGeneratedNow(SecretStore.ParameterKey(parameter.Name))
        select $"{parameter.Name}: {parameter.Resolve()}   (generated; shown only now. {parameter.Description})";

    private void Explain(Engine engine, DistributedApplicationException e)
    {
        _narrator.Line("");
        _narrator.Line(e.Message);
        if (engine.Instances.FirstOrDefault(i => i.State == InstanceState.Failed) is not { LogFile: { } log }) return;
        _narrator.Line($"The last lines of {log}:");
        foreach (var line in Logs.Tail(log)) _narrator.Line($"    {line}");
    }
}
