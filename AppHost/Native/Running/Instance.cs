using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Native.Running;

internal enum InstanceState
{
    Waiting,
    Starting,
    Running,
    Restarting,
    Finished,
    Failed,
    Stopping,
    Stopped,
}

/// <summary>A running part of a resource: a server, a database in it, or one replica of a project.</summary>
internal abstract class Instance(IResource resource, string name)
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IResource Resource { get; } = resource;
    public string Name { get; } = name;
    public List<Instance> Needs { get; } = [];
    public InstanceState State { get; private set; } = InstanceState.Waiting;
    public string? Trouble { get; private set; }
    public int Restarts { get; protected set; }
    public int? ExitCode { get; protected set; }

    /// <summary>Healthy for the first time, or, of a job, finished.</summary>
    public Task Ready => _ready.Task;

    public virtual int? ProcessId => null;
    public virtual string? LogFile => null;
    public virtual string? Url => null;

    public async Task RunAsync(RunContext run)
    {
        try
        {
            await Task.WhenAll(Needs.Select(n => n.Ready)).WaitAsync(run.Stopping);
            await LiveAsync(run);
        }
        catch (OperationCanceledException) when (run.Stopping.IsCancellationRequested)
        {
            _ready.TrySetCanceled();
        }
        catch (Exception e)
        {
            Fail(run, e);
        }
    }

    public abstract Task StopAsync(RunContext run, CancellationToken hurry);

    protected abstract Task LiveAsync(RunContext run);

    protected void Enter(RunContext run, InstanceState state, string? remark = null)
    {
        State = state;
        run.Changed(this, remark);
        if (state is InstanceState.Running or InstanceState.Finished) _ready.TrySetResult();
    }

    private void Fail(RunContext run, Exception e)
    {
        var because = Needs.FirstOrDefault(n => n.State == InstanceState.Failed);
        Trouble = because is null ? e.Message : $"needs {because.Name}, which failed";
        Enter(run, InstanceState.Failed, $"failed: {Trouble}");
        _ready.TrySetException(new DistributedApplicationException($"{Name}: {Trouble}", e));
        _ = _ready.Task.Exception; // observed: whoever waits gets it, and nobody has to
    }
}
