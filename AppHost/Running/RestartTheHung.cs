using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace QLab.AppHost.Running;

/// <summary>
/// Restarts what is alive but has been unhealthy for a minute (<c>HungAfter</c>). Each replica of a service is asked
/// by itself: the orchestrator's own check meets whichever replica takes the call, and looks only twice a minute.
/// </summary>
internal sealed class RestartTheHung(
    ResourceNotificationService notifications, ResourceCommandService commands, ResourceLoggerService logs, Terminal terminal,
    IConfiguration configuration, TimeProvider time) : StartsFirst
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(5), PatienceAtFirst = TimeSpan.FromMinutes(3);

    readonly TimeSpan patience = configuration.GetValue("HungAfter", TimeSpan.FromMinutes(1));

    readonly Dictionary<string, Running> running = [];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(FollowAsync(stoppingToken), LookAsync(stoppingToken));

    async Task FollowAsync(CancellationToken cancellationToken)
    {
        await foreach (var change in notifications.WatchAsync(cancellationToken))
        {
            if (!change.Resource.HasAnnotationOfType<StartAgainAnnotation>()) continue;
            lock (running)
            {
                if (change.Snapshot.State?.Text != KnownResourceStates.Running) running.Remove(change.ResourceId);
                else if (running.TryGetValue(change.ResourceId, out var known)) known.Snapshot = change.Snapshot;
                else running[change.ResourceId] = new() { Snapshot = change.Snapshot, HealthyAt = time.GetUtcNow() };
            }
        }
    }

    async Task LookAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            KeyValuePair<string, Running>[] all;
            lock (running) all = [.. running];
            await Task.WhenAll(all.Select(r => LookAsync(r.Key, r.Value, cancellationToken)));
        }
    }

    async Task LookAsync(string id, Running resource, CancellationToken cancellationToken)
    {
        if (await IsHealthyAsync(resource.Snapshot, cancellationToken))
        {
            (resource.HealthyAt, resource.Patience) = (time.GetUtcNow(), patience);
            return;
        }
        if (time.GetUtcNow() - resource.HealthyAt < resource.Patience) return;
        resource.HealthyAt = time.GetUtcNow();
        logs.GetLogger(id).LogWarning("Unhealthy for too long; restarting it");
        terminal.Say($"{id} has been unhealthy for too long; restarting it");
        await commands.ExecuteCommandAsync(id, KnownResourceCommands.RestartCommand, cancellationToken);
    }

    /// <summary>A service says so itself at its own address; of a server the orchestrator knows.</summary>
    static async Task<bool> IsHealthyAsync(CustomResourceSnapshot snapshot, CancellationToken cancellationToken)
    {
        var address = snapshot.EnvironmentVariables.FirstOrDefault(v => v.Name == "ASPNETCORE_URLS")?.Value;
        return address is null
            ? snapshot.HealthStatus is null or HealthStatus.Healthy
            : await Prompt.AnswersAsync(new Uri(new Uri(address), "/health"), cancellationToken);
    }

    sealed class Running
    {
        public required CustomResourceSnapshot Snapshot { get; set; }

        /// <summary>When it was found healthy last, or began to run.</summary>
        public required DateTimeOffset HealthyAt { get; set; }

        public TimeSpan Patience { get; set; } = PatienceAtFirst;
    }
}
