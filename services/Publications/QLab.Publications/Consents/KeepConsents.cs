using Microsoft.EntityFrameworkCore;

namespace QLab.Publications.Consents;

static class KeepConsents
{
    /// <summary>The latest instant counts, whatever the order of arrival.</summary>
    public static async Task Keep(this PublicationsDb db, IEnumerable<Consent> heard, CancellationToken ct)
    {
        foreach (var consent in heard.OrderBy(c => c.ParticipantId).ThenBy(c => c.Purpose, StringComparer.Ordinal))
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO consents (participant_id, purpose, given, changed_at)
                VALUES ({consent.ParticipantId}, {consent.Purpose}, {consent.Given}, {consent.ChangedAt.ToUniversalTime()})
                ON CONFLICT (participant_id, purpose) DO UPDATE SET given = excluded.given, changed_at = excluded.changed_at
                WHERE consents.changed_at < excluded.changed_at
                """, ct);
    }

    /// <summary>What nobody owns, and what was given anonymously, needs nobody's consent.</summary>
    public static IQueryable<Guid> ParticipantsWith(this PublicationsDb db, string purpose) =>
        db.Consents.Where(c => c.Purpose == purpose && c.Given).Select(c => c.ParticipantId);
}
