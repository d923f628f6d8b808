namespace QLab.ServiceDefaults.Scheduling;

/// <summary>Something that is done again and again; see <see cref="SchedulingExtensions.AddPeriodicWork{TWork}"/>.</summary>
public interface IPeriodicWork
{
    /// <summary>Does it once.</summary>
    /// <param name="ct">The service stops: leave off where nothing is half done.</param>
    Task RunAsync(CancellationToken ct);
}

/// <summary>When periodic work is done.</summary>
/// <typeparam name="TWork">The work.</typeparam>
/// <param name="Every">The time from the end of one run to the next, unless a <see cref="WakeSignal{TWork}"/> shortens it.</param>
public sealed record WorkSchedule<TWork>(TimeSpan Every) where TWork : IPeriodicWork
{
    static readonly TimeSpan HalfAMinute = TimeSpan.FromSeconds(30);

    /// <summary>Whether the first run is at the start; otherwise it is after the first interval.</summary>
    public bool AtStart { get; init; }

    /// <summary>Whether replicas leave a run to the one that is at it. Otherwise each of them does the work.</summary>
    public bool OneReplicaAtATime { get; init; }

    /// <summary>
    /// The longest pause after failures. It begins with a second, or with the interval where that is shorter, and doubles each time.
    /// Half a minute or the interval, whichever is longer, unless said otherwise.
    /// </summary>
    public TimeSpan LongestPause { get; init; } = Every > HalfAMinute ? Every : HalfAMinute;

    internal TimeSpan PauseAfter(int failures) => Backoff.After(failures, Every, LongestPause);
}
