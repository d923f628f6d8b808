using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Native.Processes;

namespace Aspire.Hosting.Native.Running;

/// <summary>An instance that is a process: prepared once, started, watched, and started again when it crashes.</summary>
internal abstract class ProcessInstance(IResource resource, string name, string logFile) : Instance(resource, name)
{
    private const int AttemptsBeforeFirstHealth = 3;
    private static readonly TimeSpan HealthPoll = TimeSpan.FromMilliseconds(100);

    private ChildProcess? _process;

    public override string LogFile { get; } = logFile;
    public override int? ProcessId => _process is { Exited.IsCompleted: false } alive ? alive.Id : null;
    protected virtual bool IsJob => false;

    public override async Task StopAsync(RunContext run, CancellationToken hurry)
    {
        if (_process is { Exited.IsCompleted: false } alive)
        {
            Enter(run, InstanceState.Stopping);
            await alive.StopAsync(hurry);
        }

        await ReleaseAsync();
        if (State is not (InstanceState.Finished or InstanceState.Failed)) Enter(run, InstanceState.Stopped);
    }

    protected virtual Task PrepareAsync(RunContext run) => Task.CompletedTask;

    protected virtual Task BeforeStartAsync(RunContext run) => Task.CompletedTask;

    protected virtual Task ReleaseAsync() => Task.CompletedTask;

    protected abstract Task<ProcessSpec> DescribeAsync(RunContext run);

    protected abstract Task<bool> IsHealthyAsync(CancellationToken cancellationToken);

    protected sealed override async Task LiveAsync(RunContext run)
    {
        Logs.Roll(LogFile);
        Enter(run, InstanceState.Starting);
        await PrepareAsync(run);
        var backoff = new Backoff();
        while (true)
        {
            var exitCode = await LiveOnceAsync(run, backoff);
            run.Stopping.ThrowIfCancellationRequested();
            ExitCode = exitCode;
            if (IsJob)
            {
                if (exitCode != 0) throw new DistributedApplicationException($"ended with exit code {exitCode}");
                Enter(run, InstanceState.Finished);
                return;
            }

            await PauseAsync(run, backoff, exitCode);
        }
    }

    private async Task<int> LiveOnceAsync(RunContext run, Backoff backoff)
    {
        await BeforeStartAsync(run);
        _process = ChildProcess.Start(await DescribeAsync(run), run.Warden);
        if (IsJob)
        {
            run.Changed(this, "at work");
        }
        else if (await BecomesHealthyAsync(run, _process))
        {
            backoff.Healthy();
            Enter(run, InstanceState.Running, Restarts > 0 ? "running again" : null);
        }

        return await _process.Exited.WaitAsync(run.Stopping);
    }

    private async Task<bool> BecomesHealthyAsync(RunContext run, ChildProcess process)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(run.Stopping);
        patience.CancelAfter(run.StartTimeout);
        try
        {
            while (!process.Exited.IsCompleted)
            {
                if (await IsHealthyAsync(patience.Token)) return true;
                await Task.Delay(HealthPoll, patience.Token);
            }

            return false;
        }
        catch (OperationCanceledException) when (!run.Stopping.IsCancellationRequested)
        {
            await process.StopAsync(CancellationToken.None);
            var late = $"was not healthy within {run.StartTimeout.TotalSeconds:0} s";
            if (!Ready.IsCompleted) throw new DistributedApplicationException(late);
            run.Changed(this, late);
            return false;
        }
    }

    private async Task PauseAsync(RunContext run, Backoff backoff, int exitCode)
    {
        Restarts++;
        var outcome = exitCode > 128 ? $"was ended by signal {exitCode - 128}" : $"exited with code {exitCode}";
        if (!Ready.IsCompleted && Restarts >= AttemptsBeforeFirstHealth)
            throw new DistributedApplicationException($"{outcome} before it was healthy, {AttemptsBeforeFirstHealth} times");

        var pause = backoff.Next();
        Enter(run, InstanceState.Restarting, $"{outcome}; starting it again in {pause.TotalSeconds:0.#} s");
        await Task.Delay(pause, run.Stopping);
    }
}
