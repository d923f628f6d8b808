using System.Diagnostics;

namespace Aspire.Hosting.Native.Processes;

/// <summary>One process in a session and process group of its own; its output goes straight to its log file.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    // The child waits for its word until the warden knows it: a kill in between must not leave it behind.
    private const string Launch = """
        read -r word || exit 1
        log=$1; shift
        exec setsid "$@" </dev/null >>"$log" 2>&1
        """;

    private readonly Process _process;
    private readonly ProcessSpec _spec;
    private readonly Warden _warden;

    private ChildProcess(Process process, ProcessSpec spec, Warden warden)
    {
        (_process, _spec, _warden) = (process, spec, warden);
        Exited = WatchAsync();
    }

    public int Id => _process.Id;

    public Task<int> Exited { get; }

    public static ChildProcess Start(ProcessSpec spec, Warden warden)
    {
        // Not sh: dash drops variables whose names it could not use itself, such as ConnectionStrings__surveys-db.
        var start = new ProcessStartInfo("bash")
        {
            RedirectStandardInput = true,
            UseShellExecute = false,
            WorkingDirectory = spec.WorkingDirectory,
        };
        foreach (var argument in (string[])["--norc", "-c", Launch, "launch", spec.LogFile, .. spec.Command]) start.ArgumentList.Add(argument);
        InheritedEnvironment.Prepare(start.Environment);
        foreach (var (name, value) in spec.Environment) start.Environment[name] = value;

        var process = Process.Start(start) ?? throw new DistributedApplicationException($"Could not start {spec.Command[0]}.");
        warden.Watch(process.Id, spec.StopSignal);
        process.StandardInput.Write("go\n");
        process.StandardInput.Close();
        return new(process, spec, warden);
    }

    public async Task StopAsync(CancellationToken hurry)
    {
        if (!Exited.IsCompleted) Posix.Send(Id, _spec.StopSignal);
        try
        {
            await Exited.WaitAsync(_spec.Grace, hurry);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            Posix.Send(Id, Signal.Kill);
        }

        await Exited;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _process.Dispose();
    }

    private async Task<int> WatchAsync()
    {
        await _process.WaitForExitAsync();
        // The group outlives its leader where the leader left children behind.
        Posix.Send(Id, Signal.Kill);
        _warden.Forget(Id);
        return _process.ExitCode;
    }
}
