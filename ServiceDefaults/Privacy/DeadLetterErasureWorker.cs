using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Messaging.DeadLetters;
using QLab.ServiceDefaults.Persistence;

namespace QLab.ServiceDefaults.Privacy;

/// <summary>
/// Takes dead letters that name erased ids out of the broker's queues: after the commit of the erasure, again and again until it is done, and
/// only then is whoever asked for the erasure answered. No transaction waits for the broker, and doing it twice does no harm, so replicas need
/// not agree. At every start, and every hour, it looks for letters that came after an erasure.
/// </summary>
sealed partial class DeadLetterErasureWorker(
    IServiceScopeFactory scopes, DeadLetterQueues letters, ServiceName service, TimeProvider time, ILogger<DeadLetterErasureWorker> logger)
    : BackgroundService
{
    const int LongestPauseInSeconds = 60;
    static readonly TimeSpan Poll = TimeSpan.FromSeconds(1), LookAnyway = TimeSpan.FromHours(1);

    readonly SemaphoreSlim asked = new(0);
    long? lookedAt;

    /// <summary>Something is committed for it to do; what another process left behind, its poll finds.</summary>
    public void Wake() => asked.Release();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
                failures = 0;
                await asked.WaitAsync(Poll, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                var pause = TimeSpan.FromSeconds(Math.Min(1 << Math.Min(failures++, 6), LongestPauseInSeconds));
                Log.Waiting(logger, pause.TotalSeconds, e.Message);
                await Task.Delay(pause, time, stoppingToken);
            }
        }
    }

    async Task RunAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, erased) = (scope.ServiceProvider.GetRequiredService<ServiceDb>(), scope.ServiceProvider.GetRequiredService<ErasedIds>());
        var due = await db.Set<DeadLetterErasure>().Select(e => e.Id).ToListAsync(ct);
        var overdue = lookedAt is not { } then || time.GetElapsedTime(then) >= LookAnyway;
        if (due.Count == 0 && !overdue) return;

        var started = time.GetTimestamp();
        if (due.Count > 0 || await erased.AnyAsync(ct))
            await letters.DropAsync(body => erased.IncludeAnyAsync(IdsIn(body), ct), ct);
        lookedAt = started;
        if (due.Count > 0) await AnswerAsync(due, db, scope.ServiceProvider.GetRequiredService<IEvents>(), ct);
    }

    static IEnumerable<Guid> IdsIn(string body) => AnId().Matches(body).Select(match => Guid.Parse(match.Value));

    /// <summary>Of several replicas that have looked for the same letters, the one that takes the row away answers.</summary>
    async Task AnswerAsync(List<long> done, ServiceDb db, IEvents events, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var taken = await db.Set<DeadLetterErasure>()
            .FromSql($"DELETE FROM dead_letter_erasures WHERE id = ANY({done}) RETURNING *").AsNoTracking().ToListAsync(ct);
        foreach (var erasure in taken.Select(e => e.ErasureId).OfType<Guid>())
            events.Publish(new PersonalDataErased(erasure, service.Value, time.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.IgnoreCase)]
    private static partial Regex AnId();

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Dead letters about people who were erased are looked for again in {Seconds} s: {Reason}")]
        public static partial void Waiting(ILogger logger, double seconds, string reason);
    }
}
