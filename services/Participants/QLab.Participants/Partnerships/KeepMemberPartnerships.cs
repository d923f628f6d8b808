using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.Participants.Partnerships;

/// <summary>
/// Keeps which organisations are partners by a federation of theirs, and tells the other services of each as of a partnership of its own.
/// Compares instead of listening: organisations move between federations, and partnerships are agreed, changed and ended. What an
/// organisation has agreed itself stands for itself.
/// </summary>
sealed class KeepMemberPartnerships(ParticipantsDb db, IEvents events, TimeProvider time) : IPeriodicWork
{
    const string Members = """
        WITH RECURSIVE member AS (
            SELECT p.project_id, o.id AS organisation_id, p.role
            FROM partnerships p JOIN organisations o ON o.parent_id = p.organisation_id WHERE p.includes_members AND p.ended_at IS NULL
            UNION SELECT m.project_id, o.id, m.role FROM member m JOIN organisations o ON o.parent_id = m.organisation_id)

        """;

    public async Task RunAsync(CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        var ended = await db.MemberPartnerships.FromSqlRaw(Members + """
            DELETE FROM member_partnerships kept
            WHERE (kept.project_id, kept.organisation_id, kept.role) NOT IN (SELECT project_id, organisation_id, role FROM member)
                OR EXISTS (
                    SELECT FROM partnerships own WHERE own.ended_at IS NULL AND own.project_id = kept.project_id
                        AND own.organisation_id = kept.organisation_id AND own.role = kept.role)
            RETURNING kept.project_id, kept.organisation_id, kept.role
            """).AsNoTracking().ToListAsync(ct);
        var begun = await db.MemberPartnerships.FromSqlRaw(Members + """
            INSERT INTO member_partnerships (project_id, organisation_id, role)
            SELECT project_id, organisation_id, role FROM member
            WHERE NOT EXISTS (
                SELECT FROM partnerships own WHERE own.ended_at IS NULL AND own.project_id = member.project_id
                    AND own.organisation_id = member.organisation_id AND own.role = member.role)
            ON CONFLICT DO NOTHING RETURNING project_id, organisation_id, role
            """).AsNoTracking().ToListAsync(ct);
        await TellAsync(ended, begun, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    async Task TellAsync(List<MemberPartnership> ended, List<MemberPartnership> begun, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        foreach (var gone in ended)
            if (!await db.Partnerships.AnyAsync(p => p.ProjectId == gone.ProjectId && p.OrganisationId == gone.OrganisationId && p.Role == gone.Role, ct))
                events.Publish(new PartnershipEnded(gone.ProjectId, gone.OrganisationId, Name(gone.Role), now));
        foreach (var begins in begun)
            events.Publish(new PartnershipAgreed(begins.ProjectId, begins.OrganisationId, Name(begins.Role), now));
    }

    static string Name(PartnershipRole role) => JsonNamingPolicy.CamelCase.ConvertName(role.ToString());
}
