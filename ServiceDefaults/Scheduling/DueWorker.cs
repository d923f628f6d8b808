using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using QLab.ServiceDefaults.Persistence;

namespace QLab.ServiceDefaults.Scheduling;

/// <summary>Finds rows that are due, when woken and every second, and does <see cref="IDueWork"/> with each.</summary>
/// <typeparam name="TWork">The work.</typeparam>
sealed partial class DueWorker<TWork>(
    IServiceScopeFactory scopes, NpgsqlDataSource database, WakeSignal<TWork> signal, DueWorkOptions<TWork> options, WorkMeasures measures,
    TimeProvider time, ILogger<TWork> logger)
    : BackgroundService where TWork : class, IDueWork
{
    static readonly TimeSpan Poll = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromSeconds(30);
    static readonly string Work = typeof(TWork).Name;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunDueAsync(stoppingToken);
                failures = 0;
                await signal.WaitAsync(Poll, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                // What is cut off by a stop fails in many ways, and none of them is news.
            }
            catch (Exception e)
            {
                measures.Failed(Work);
                Log.NotLooked(logger, ++failures == 1 ? LogLevel.Warning : LogLevel.Debug, Work, Backoff.Reason(e));
                await Task.Delay(Backoff.After(failures, Poll, LongestPause), time, stoppingToken);
            }
        }
    }

    /// <summary>Works through everything that is due.</summary>
    public async Task RunDueAsync(CancellationToken ct)
    {
        if (await RunNextAsync(ct)) await Task.WhenAll(Enumerable.Range(0, options.SideBySide).Select(_ => RunAllAsync()));

        async Task RunAllAsync()
        {
            while (await RunNextAsync(ct)) ct.ThrowIfCancellationRequested();
        }
    }

    /// <returns>Whether there was one.</returns>
    async Task<bool> RunNextAsync(CancellationToken ct)
    {
        ClaimedRow? row = null;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ServiceDb>();
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            row = await PostponedWork.ClaimAsync(db, Work, TWork.Rows, time.GetUtcNow(), ct);
            if (row is null) return false;

            await scope.ServiceProvider.GetRequiredService<TWork>().RunAsync(row.Id, ct);
            await db.SaveChangesAsync(ct);
            await PostponedWork.ForgetAsync(db, Work, row, ct);
            await transaction.CommitAsync(ct);
        }
        catch (Exception e) when (row is not null && !ct.IsCancellationRequested)
        {
            measures.Failed(Work);
            Log.Postponed(logger, Work, row.Id, row.Failures + 1, Backoff.Reason(e));
            Log.Details(logger, e);
            await PostponedWork.PostponeAsync(database, Work, row, Backoff.Kind(e), time.GetUtcNow(), ct);
        }
        return true;
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Work} failed with row {Row}, {Failures} times on end; it is tried again later: {Reason}")]
        public static partial void Postponed(ILogger logger, string work, Guid row, int failures, string reason);

        [LoggerMessage("{Work} cannot find out what is due: {Reason}")]
        public static partial void NotLooked(ILogger logger, LogLevel level, string work, string reason);

        [LoggerMessage(LogLevel.Debug, "The failure in detail")]
        public static partial void Details(ILogger logger, Exception failure);
    }
}

/// <param name="SideBySide">How many rows one process works on at the same time.</param>
sealed record DueWorkOptions<TWork>(int SideBySide);
