using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

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

/// <summary>
/// Does <see cref="IPeriodicWork"/> at its times, each run in a scope of its own. A failure is logged and counted, and tried again after
/// pauses that grow; when the service stops, the run that is under way is asked to leave off.
/// </summary>
/// <typeparam name="TWork">The work.</typeparam>
sealed partial class PeriodicWorker<TWork>(
    IServiceScopeFactory scopes, WorkSchedule<TWork> schedule, WakeSignal<TWork> signal, WorkMeasures measures, TimeProvider time,
    ILogger<TWork> logger)
    : BackgroundService where TWork : class, IPeriodicWork
{
    int failures;
    string? lastReason;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!schedule.AtStart) await signal.WaitAsync(schedule.Every, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
                Succeeded();
                await signal.WaitAsync(schedule.Every, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                // What is cut off by a stop fails in many ways, and none of them is news.
            }
            catch (Exception e)
            {
                // A wake does not shorten this pause: what wakes it comes as fast as ever while its work fails.
                await Task.Delay(Failed(e), time, stoppingToken);
            }
        }
    }

    async Task RunAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var work = scope.ServiceProvider.GetRequiredService<TWork>();
        if (!schedule.OneReplicaAtATime)
        {
            await work.RunAsync(ct);
            return;
        }
        // The lock goes with the transaction, however this process ends.
        await using var connection = await scope.ServiceProvider.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var claim = new NpgsqlCommand("SELECT pg_try_advisory_xact_lock(hashtextextended($1, 4))", connection, transaction)
        {
            Parameters = { new() { Value = typeof(TWork).Name } },
        };
        if (await claim.ExecuteScalarAsync(ct) is true) await work.RunAsync(ct);
    }

    void Succeeded()
    {
        if (failures > 0) Log.Recovered(logger, typeof(TWork).Name, failures);
        (failures, lastReason) = (0, null);
    }

    /// <returns>How long to wait.</returns>
    TimeSpan Failed(Exception failure)
    {
        var (pause, reason) = (schedule.PauseAfter(++failures), Backoff.Reason(failure));
        measures.Failed(typeof(TWork).Name);
        Log.Failed(logger, reason == lastReason ? LogLevel.Debug : LogLevel.Warning, typeof(TWork).Name, pause, reason);
        Log.Details(logger, failure);
        lastReason = reason;
        return pause;
    }

    static partial class Log
    {
        [LoggerMessage("{Work} failed and is tried again in {Pause}; only another reason or success is told from now on: {Reason}")]
        public static partial void Failed(ILogger logger, LogLevel level, string work, TimeSpan pause, string reason);

        [LoggerMessage(LogLevel.Debug, "The failure in detail")]
        public static partial void Details(ILogger logger, Exception failure);

        [LoggerMessage(LogLevel.Information, "{Work} succeeds again after {Failures} failures")]
        public static partial void Recovered(ILogger logger, string work, int failures);
    }
}
