using Microsoft.EntityFrameworkCore;
using QLab.Contributions;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Publications.Consumers;

/// <summary>Keeps which contributions may be used only together, whether or not they are known yet.</summary>
sealed class KeepBatches(PublicationsDb db) : IHandle<ContributionsBatched>
{
    public async Task Handle(IReadOnlyList<ContributionsBatched> events, CancellationToken ct)
    {
        foreach (var batched in events.OrderBy(e => e.OccurredAt))
        {
            Guid[] ids = [.. batched.ContributionIds.Distinct().Order()];
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO batched_contributions AS b (contribution_id, batch_id, changed_at)
                SELECT id, {batched.BatchId}, {batched.OccurredAt.ToUniversalTime()} FROM unnest({ids}) AS id
                ON CONFLICT (contribution_id) DO UPDATE SET batch_id = excluded.batch_id, changed_at = excluded.changed_at
                WHERE b.changed_at < excluded.changed_at OR b.batch_id IS NULL AND b.changed_at = excluded.changed_at
                """, ct);
        }
    }
}
