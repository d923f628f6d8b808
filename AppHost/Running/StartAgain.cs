using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace QLab.AppHost.Running;

/// <summary>
/// Aspire leaves what crashed where it fell. This starts it again, after pauses that double to half a minute;
/// what somebody stopped stays stopped.
/// </summary>
internal sealed class StartAgain(
    ResourceNotificationService notifications, ResourceCommandService commands, ResourceLoggerService logs, Terminal terminal,
    TimeProvider time) : StartsFirst
{
    static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.5), Longest = TimeSpan.FromSeconds(30), Calm = TimeSpan.FromMinutes(1);

    /// <summary>What has never been healthy and falls so often has something wrong that time does not mend.</summary>
    const int FallsBeforeHealth = 5;

    readonly Dictionary<string, Watched> watched = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var change in notifications.WatchAsync(stoppingToken))
        {
            if (!change.Resource.HasAnnotationOfType<StartAgainAnnotation>()) continue;
            var seen = Seen(change);
            var state = change.Snapshot.State?.Text;
            // Whoever asks it to stop makes it pass through Stopping; a crash leads straight to the end.
            if (IsOver(state) && seen.State is { } before && !IsOver(before) && before != KnownResourceStates.Stopping)
                _ = AgainAsync(change, seen, stoppingToken);
            Note(change, seen, state);
        }
    }

    /// <summary>What a process and what a container is called when it has ended.</summary>
    static bool IsOver(string? state) => state == KnownResourceStates.Finished || state == KnownResourceStates.Exited;

    Watched Seen(ResourceEvent change)
    {
        lock (watched)
        {
            if (!watched.TryGetValue(change.ResourceId, out var seen)) watched[change.ResourceId] = seen = new();
            return seen;
        }
    }

    void Note(ResourceEvent change, Watched seen, string? state)
    {
        var healthy = change.Snapshot.HealthStatus is null or Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy;
        lock (watched)
        {
            if (state == KnownResourceStates.Running && healthy && change.Snapshot.HealthStatus is not null)
            {
                if (seen.Pause != default && seen.Fell) terminal.Say(change.ResourceId, change.Resource, "running again");
                (seen.WasHealthy, seen.Fell) = (true, false);
            }
            seen.State = state;
        }
    }

    async Task AgainAsync(ResourceEvent fall, Watched seen, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        seen.Pause = now - seen.FellAt > Calm || seen.Pause == default
            ? Shortest
            : TimeSpan.FromTicks(Math.Min(seen.Pause.Ticks * 2, Longest.Ticks));
        (seen.FellAt, seen.Fell, seen.Falls) = (now, true, seen.Falls + 1);
        // The orchestrator says -1 of a process that a signal ended, which may have been its own for an exception that nobody caught.
        var outcome = fall.Snapshot.ExitCode is -1 or > 128 ? "crashed or was killed" : $"exited with code {fall.Snapshot.ExitCode}";
        var pause = seen.Pause.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
        if (!seen.WasHealthy && seen.Falls == FallsBeforeHealth)
        {
            await notifications.PublishUpdateAsync(
                fall.Resource, fall.ResourceId, s => s with { State = KnownResourceStates.FailedToStart });
            return;
        }
        terminal.Say(fall.ResourceId, fall.Resource, $"{outcome}; starting it again in {pause} s");
        logs.GetLogger(fall.ResourceId).LogWarning("The process {Outcome}; starting it again in {Pause} s", outcome, pause);
        await Task.Delay(seen.Pause, time, cancellationToken);
        await commands.ExecuteCommandAsync(fall.ResourceId, KnownResourceCommands.StartCommand, cancellationToken);
    }

    sealed class Watched
    {
        public string? State { get; set; }
        public bool WasHealthy { get; set; }
        public bool Fell { get; set; }
        public int Falls { get; set; }
        public DateTimeOffset FellAt { get; set; }
        public TimeSpan Pause { get; set; }
    }
}

internal sealed class StartAgainAnnotation : IResourceAnnotation;

internal static class StartAgainExtensions
{
    public static IResourceBuilder<T> StartAgain<T>(this IResourceBuilder<T> resource) where T : IResource =>
        resource.WithAnnotation(new StartAgainAnnotation());
}
