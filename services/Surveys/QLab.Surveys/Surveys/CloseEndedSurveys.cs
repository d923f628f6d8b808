using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Surveys.Surveys;

/// <summary>Closes surveys whose window has ended. Submissions look at the window themselves; this says so to everybody else, once, however many replicas look.</summary>
sealed partial class CloseEndedSurveys(IServiceScopeFactory scopes, TimeProvider time, ILogger<CloseEndedSurveys> logger) : BackgroundService
{
    const int AtOnce = 100;
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await CloseAsync(stoppingToken) == AtOnce) stoppingToken.ThrowIfCancellationRequested();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.NotClosed(logger, e.GetBaseException().Message);
            }
        }
    }

    /// <returns>How many it closed.</returns>
    public async Task<int> CloseAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, events, now) = (scope.ServiceProvider.GetRequiredService<SurveysDb>(), scope.ServiceProvider.GetRequiredService<IEvents>(), time.GetUtcNow());
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var ended = await db.Surveys.FromSql($"""
            SELECT *, xmin FROM surveys WHERE closed_at IS NULL AND closes_at <= {now} ORDER BY closes_at LIMIT {AtOnce} FOR UPDATE SKIP LOCKED
            """).ToListAsync(ct);
        foreach (var survey in ended) survey.Close("The window has ended.", survey.ClosesAt!.Value, events);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return ended.Count;
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Surveys whose window has ended are closed a second later: {Reason}")]
        public static partial void NotClosed(ILogger logger, string reason);
    }
}
