using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.Participants.Notifications.Reaching;

/// <summary>
/// Tells how each who takes part is reached, as soon as that is another way than was told. Compares instead of listening: consents,
/// addresses, preferences and bounces change in many places.
/// </summary>
sealed class TellReach(ParticipantsDb db, Readers readers, IEvents events, TimeProvider time) : IPeriodicWork
{
    const int AtOnce = 1000;

    public async Task RunAsync(CancellationToken ct)
    {
        while (await RoundAsync(ct) == AtOnce) db.ChangeTracker.Clear();
    }

    /// <returns>How many were looked at.</returns>
    async Task<int> RoundAsync(CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        var ids = await HoldChangedAsync(ct);
        if (ids.Count == 0) return 0;

        var before = await db.ToldReach.Where(told => ids.Contains(told.ParticipationId))
            .ToDictionaryAsync(told => told.ParticipationId, ct);
        var (now, news) = (time.GetUtcNow(), new List<ToldReach>());
        foreach (var reader in await readers.FindAsync(db.Participations.Where(p => ids.Contains(p.Id)), ct))
        {
            if (!before.TryGetValue(reader.Id, out var told))
                db.Add(told = new() { ParticipationId = reader.Id, ProjectId = reader.ProjectId });
            if (told.Tell(reader, now)) news.Add(told);
        }
        foreach (var announced in ReachAnnouncements.Of(news, now)) events.Publish(announced);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return ids.Count;
    }

    /// <remarks>
    /// Their rows stay as they are until it is told, so that nobody is told of who was erased meanwhile; what somebody else is changing is
    /// looked at the next time.
    /// </remarks>
    Task<List<Guid>> HoldChangedAsync(CancellationToken ct) => db.Database.SqlQuery<Guid>($"""
        SELECT t.id AS "Value"
        FROM participations t
            JOIN people p ON p.id = t.person_id
            LEFT JOIN told_reach told ON told.participation_id = t.id
            LEFT JOIN LATERAL (
                SELECT given FROM consent_entries WHERE ledger_id = t.ledger_id AND purpose = 'contact' ORDER BY position DESC LIMIT 1
            ) contact ON true
            LEFT JOIN bounced_addresses bounced ON bounced.address_hash = told.address_hash AND bounced.kind = 'Hard'
        WHERE t.left_at IS NULL AND (
            told.participation_id IS NULL
            OR told.person_version <> p.xmin::text::bigint
            OR (told.reach = 'noConsent') = coalesce(contact.given, false)
            OR told.reach = 'mail' AND bounced.kind IS NOT NULL
            OR told.reach = 'mailReturned' AND bounced.kind IS NULL)
        LIMIT {AtOnce} FOR SHARE OF t, p SKIP LOCKED
        """).ToListAsync(ct);
}
