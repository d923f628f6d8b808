using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.Participants.Participations;

/// <summary>
/// Tells which partner of a project each of its participants belongs to, and nothing of those who belong to another organisation or to
/// none. Compares instead of listening: people join, move and are imported in many places, and partnerships come later.
/// </summary>
sealed class TellAffiliations(ParticipantsDb db, IEvents events, TimeProvider time) : IPeriodicWork
{
    const int AtOnce = 1000;

    public async Task RunAsync(CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        var changed = await db.ToldAffiliations.FromSql($"""
            INSERT INTO told_affiliations AS told (participation_id, project_id, organisation_id)
            SELECT t.id, t.project_id, partner.organisation_id
            FROM participations t
                JOIN people p ON p.id = t.person_id
                LEFT JOIN told_affiliations before ON before.participation_id = t.id
                LEFT JOIN LATERAL (
                    SELECT organisation_id FROM partnerships
                    WHERE project_id = t.project_id AND organisation_id = p.organisation_id AND ended_at IS NULL
                    UNION
                    SELECT organisation_id FROM member_partnerships
                    WHERE project_id = t.project_id AND organisation_id = p.organisation_id
                ) partner ON true
            WHERE t.left_at IS NULL AND before.organisation_id IS DISTINCT FROM partner.organisation_id
            LIMIT {AtOnce}
            ON CONFLICT (participation_id) DO UPDATE SET organisation_id = excluded.organisation_id
            RETURNING participation_id, project_id, organisation_id
            """).AsNoTracking().ToListAsync(ct);
        var now = time.GetUtcNow();
        foreach (var told in changed)
            events.Publish(new ParticipantAffiliationChanged(told.ProjectId, told.ParticipationId, told.OrganisationId, now));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
