using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;

namespace QLab.ReferenceData;

sealed class KeepMessageKey(ServiceDb db) : IHandle<MessageKeyAnnounced>
{
    public async Task Handle(IReadOnlyList<MessageKeyAnnounced> events, CancellationToken ct)
    {
        var latest = events.MaxBy(announced => announced.OccurredAt)!;
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO message_keys (public_key, announced_at) VALUES ({latest.PublicKey}, {latest.OccurredAt.ToUniversalTime()})
            ON CONFLICT (public_key) DO UPDATE SET announced_at = greatest(message_keys.announced_at, excluded.announced_at)
            """, ct);
        await db.Database.ExecuteSqlAsync(
            $"DELETE FROM message_keys WHERE announced_at < (SELECT max(announced_at) FROM message_keys)", ct);
    }
}
