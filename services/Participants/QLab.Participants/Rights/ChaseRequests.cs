using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.Participants.Rights;

/// <summary>Asks again where an answer is missing, says what is overdue, and throws exports away after their time.</summary>
sealed partial class ChaseRequests(
    ParticipantsDb db, RightsRequestPublisher publisher, TimeProvider time, IConfiguration configuration,
    ILogger<ChaseRequests> logger) : IPeriodicWork
{
    readonly TimeSpan askAgainAfter = configuration.GetValue("Rights:AskAgainAfter", TimeSpan.FromHours(1));

    public async Task RunAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var unanswered = await db.RightsRequests.FromSql($"""
            SELECT * FROM rights_requests WHERE completed_at IS NULL AND asked_at < {now - askAgainAfter}
            ORDER BY asked_at LIMIT 100 FOR UPDATE SKIP LOCKED
            """).ToListAsync(ct);
        foreach (var request in unanswered) publisher.AskAgain(request);
        await db.SaveChangesAsync(ct);
        await db.ExportParts.Where(p => db.RightsRequests.Any(r => r.Id == p.RequestId && r.ExpiresAt < now)).ExecuteDeleteAsync(ct);
        await db.RightsRequests.Where(r => r.ExpiresAt < now && r.PrivateKey != null)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.PrivateKey, (byte[]?)null), ct);
        await transaction.CommitAsync(ct);

        var overdue = await db.RightsRequests.CountAsync(r => r.CompletedAt == null && r.DueAt < now, ct);
        if (overdue > 0) Log.AreOverdue(logger, overdue);
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Count} exports, erasures or corrections are overdue; GET /api/participants/v1/rights?overdue=true lists them")]
        public static partial void AreOverdue(ILogger logger, int count);
    }
}
