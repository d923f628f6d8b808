using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Native.Processes;
using Aspire.Hosting.Native.Projects;
using Aspire.Hosting.Native.Reporting;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Native.Running;

/// <summary>One run of the model: everything started in order of need, and stopped the other way round.</summary>
internal sealed class Engine(DistributedApplicationBuilder builder, Narrator narrator) : IAsyncDisposable
{
    private static readonly TimeSpan LogCheck = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Forwarder> _forwarders = [];
    private readonly List<Task> _lives = [];
    private readonly Ports _ports = new();
    private Timer? _cut;
    private RunContext? _run;
    private RunReport? _report;
    private Warden? _warden;
    private bool _closed;

    public IReadOnlyList<Instance> Instances { get; private set; } = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
            throw new DistributedApplicationException("The native engine runs on Linux (on Windows: in WSL). Elsewhere use -p:Engine=aspire.");

        var binaries = new ServerBinaries(builder.Configuration);
        var hasPostgres = builder.Resources.OfType<PostgresServerResource>().Any();
        var hasRabbitMq = builder.Resources.OfType<RabbitMQServerResource>().Any();
        await ServerInstallation.EnsureAsync(binaries, hasPostgres, hasRabbitMq, narrator.Say, cancellationToken);

        builder.Folders.Open();
        _ports.Allocate(builder.Resources);
        Instances = new Plan(builder, binaries, _ports).Make();

        _report = new RunReport(builder, Instances);
        _warden = new Warden(builder.Folders.Root, builder.Folders.Ephemeral);
        _run = new RunContext(_warden, Changed, _stopping.Token)
        {
            StartTimeout = TimeSpan.FromSeconds(builder.Configuration.GetValue("Native:StartTimeout", 180)),
        };
        OpenForwarders();
        _lives.AddRange(Instances.Select(i => i.RunAsync(_run)));
        _cut = new Timer(_ => CutLogs(), null, LogCheck, LogCheck);
        await AllReadyAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken hurry)
    {
        if (_closed) return;
        _closed = true;
        await _stopping.CancelAsync();
        if (_cut is not null) await _cut.DisposeAsync();
        foreach (var forwarder in _forwarders) await forwarder.DisposeAsync();
        await Task.WhenAll(_lives);

        if (_run is { } run)
        {
            var stops = new Dictionary<Instance, Task>();
            await Task.WhenAll(Instances.Select(i => StopAfterDependents(i, run, stops, hurry)));
        }

        _warden?.Dispose();
        builder.Folders.Close();
        _ports.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _stopping.Dispose();
    }

    private async Task AllReadyAsync(CancellationToken cancellationToken)
    {
        // The first that fails ends the wait: what else could become healthy is of no use without it.
        var open = Instances.Select(i => i.Ready).ToList();
        while (open.Count > 0)
        {
            var first = await Task.WhenAny(open).WaitAsync(cancellationToken);
            open.Remove(first);
            if (first.IsFaulted) throw Explained();
        }
    }

    private DistributedApplicationException Explained()
    {
        var cause = Instances.First(i => i.State == InstanceState.Failed && i.Needs.TrueForAll(n => n.State != InstanceState.Failed));
        var tail = Logs.Tail(cause.LogFile);
        var log = tail.Count == 0 ? "" : $"\nThe last lines of {cause.LogFile}:\n    {string.Join("\n    ", tail)}";
        return new($"{cause.Name} {cause.Trouble}{log}");
    }

    private Task StopAfterDependents(Instance instance, RunContext run, Dictionary<Instance, Task> stops, CancellationToken hurry)
    {
        if (stops.TryGetValue(instance, out var known)) return known;
        var dependents = Instances.Where(i => i.Needs.Contains(instance)).Select(i => StopAfterDependents(i, run, stops, hurry)).ToList();
        return stops[instance] = InTurnAsync();

        async Task InTurnAsync()
        {
            await Task.WhenAll(dependents);
            await instance.StopAsync(run, hurry);
        }
    }

    private void OpenForwarders()
    {
        foreach (var endpoint in builder.Resources.SelectMany(r => r.Annotations.OfType<EndpointAnnotation>()).Where(e => e.NeedsForwarder))
            _forwarders.Add(new Forwarder(endpoint.AllocatedEndpoint!.Port, endpoint.ReplicaPorts));
    }

    private void CutLogs()
    {
        foreach (var log in Instances.Select(i => i.LogFile).OfType<string>()) Logs.Bound(log);
    }

    private void Changed(Instance instance, string? remark)
    {
        narrator.Say(instance, remark);
        _report?.Write();
    }
}
