using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Hosting;
using QLab.AppHost.Servers;

namespace QLab.AppHost.Running;

/// <summary>Tells the terminal how the start goes, and at the end where to come in. A start that cannot succeed is ended.</summary>
internal sealed partial class StartReport(
    DistributedApplicationModel model, ResourceNotificationService notifications, ResourceLoggerService logs,
    IConfiguration configuration, Terminal terminal, Secrets secrets, StartReport.Doors doors,
    IHostApplicationLifetime lifetime) : StartsFirst
{
    const int ShownLines = 20;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly ConcurrentDictionary<string, byte> awaited = new();

    /// <summary>Which resource people come in by, which one plays the seeds, and the secret that the operator is told.</summary>
    internal sealed record Doors(
        IResourceBuilder<ProjectResource> Gateway, IResourceBuilder<ProjectResource>? Seeds, ParameterResource OperatorSecret);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var lasting = model.Resources.Where(r => r.HasAnnotationOfType<StartAgainAnnotation>() || r is OwnDatabaseResource).ToList();
        foreach (var resource in lasting) awaited.TryAdd(resource.Name, 0);
        var patience = RemindAsync(stoppingToken);
        try
        {
            // In the order in which they come: the first that cannot start ends it, whoever waits for it meanwhile.
            await foreach (var ready in Task.WhenEach(lasting.Select(r => ReadyAsync(r, stoppingToken)))) await ready;
            if (doors.Seeds is { } seeds) await PlayedAsync(seeds.Resource, stoppingToken);
            await TellAsync(stoppingToken);
        }
        catch (StartRefused e)
        {
            terminal.Write($"\n{e.Message}\n");
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }

    async Task ReadyAsync(IResource resource, CancellationToken cancellationToken)
    {
        var end = await notifications.WaitForResourceAsync(resource.Name, change =>
            change.Snapshot.State?.Text == KnownResourceStates.FailedToStart
            || (change.Snapshot.State?.Text == KnownResourceStates.Running && IsHealthy(change.Snapshot)), cancellationToken);
        awaited.TryRemove(resource.Name, out _);
        if (end.Snapshot.State?.Text == KnownResourceStates.FailedToStart)
            throw new StartRefused($"{resource.Name} did not start.\n{await LastLinesAsync(resource, cancellationToken)}");
        var url = end.Snapshot.Urls.FirstOrDefault(u => !u.IsInactive && !u.IsInternal)?.Url;
        terminal.Say($"{resource.Name,-18} ready{(url is null ? "" : $" · {url.TrimEnd('/')}")}");
    }

    static bool IsHealthy(CustomResourceSnapshot snapshot) =>
        snapshot.HealthStatus is null or Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy;

    /// <summary>The importer's own lines are its progress.</summary>
    async Task PlayedAsync(IResource seeds, CancellationToken cancellationToken)
    {
        awaited.TryAdd(seeds.Name, 0);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var relay = RelayAsync(seeds, reading.Token);
        var end = await notifications.WaitForResourceAsync(
            seeds.Name, change => KnownResourceStates.TerminalStates.Contains(change.Snapshot.State?.Text), cancellationToken);
        awaited.TryRemove(seeds.Name, out _);
        if (end.Snapshot.ExitCode != 0)
            throw new StartRefused($"seeds ended with exit code {end.Snapshot.ExitCode}\n{await LastLinesAsync(seeds, cancellationToken)}");
        await reading.CancelAsync();
        await relay;
    }

    async Task RelayAsync(IResource seeds, CancellationToken cancellationToken)
    {
        var started = false; // before that the orchestrator speaks
        try
        {
            await foreach (var batch in logs.WatchAsync(seeds).WithCancellation(cancellationToken))
                foreach (var line in batch.Select(l => Stamp().Replace(l.Content, "")))
                {
                    if (started) terminal.Say($"{seeds.Name,-18} {line}");
                    started |= line.StartsWith("[sys] Starting process", StringComparison.Ordinal);
                }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    async Task<string> LastLinesAsync(IResource resource, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        await foreach (var batch in logs.GetAllAsync(resource).WithCancellation(cancellationToken))
            lines.AddRange(batch.Select(l => l.Content));
        return string.Join('\n', lines.TakeLast(ShownLines).Select(l => $"    {Stamp().Replace(l, "")}"));
    }

    async Task RemindAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Patience);
        while (await timer.WaitForNextTickAsync(cancellationToken) && !awaited.IsEmpty)
            terminal.Say($"still waiting for {string.Join(", ", awaited.Keys.Order())}; their logs are on the dashboard: {Dashboard}");
    }

    async Task TellAsync(CancellationToken cancellationToken)
    {
        var gateway = doors.Gateway.GetEndpoint("http").Url;
        terminal.Write("");
        if (doors.OperatorSecret is var secret && secrets.MayTell(secret))
            terminal.Write($"{secret.Name}: {await secret.GetValueAsync(cancellationToken)}\n"
                + $"  {secret.Description}. Generated here and not shown again; kept in {secrets.Path}");
        terminal.Write($"API documentation: {gateway}/docs");
        if (Mail() is { } folder) terminal.Write($"Mail, as .eml files: {folder}");
        if (Dashboard is { } dashboard) terminal.Write($"Dashboard: {dashboard}");
        terminal.Write($"\nready in {terminal.Seconds} s · {gateway}");
    }

    string? Mail() => configuration["Mail:Smtp:Host"] is null ? configuration["Mail:Folder"] : null;

    /// <summary>Null where there is none, as in tests.</summary>
    string? Dashboard => configuration["AppHost:BrowserToken"] is { } token ? $"{configuration["ASPNETCORE_URLS"]}/login?t={token}" : null;

    /// <summary>Aspire puts the time before each line.</summary>
    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\S+Z ")]
    private static partial Regex Stamp();
}
