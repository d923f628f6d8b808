using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;

namespace QLab.ReferenceData;

/// <remarks>
/// Of each partnership the last word counts, and at the same instant that it has ended. The row of one that has ended stays, so that a
/// late word of it does not bring it back; queries do not see it.
/// </remarks>
sealed class KeepPartnerships(ServiceDb db) : IHandle<PartnershipAgreed>, IHandle<PartnershipEnded>
{
    public Task Handle(IReadOnlyList<PartnershipAgreed> events, CancellationToken ct) => KeepAsync(events.Select(agreed => new Partnership
    {
        OrganisationId = agreed.OrganisationId, ProjectId = agreed.ProjectId, Role = agreed.Role, KnownAt = agreed.OccurredAt,
    }), ct);

    public Task Handle(IReadOnlyList<PartnershipEnded> events, CancellationToken ct) => KeepAsync(events.Select(ended => new Partnership
    {
        OrganisationId = ended.OrganisationId, ProjectId = ended.ProjectId, Role = ended.Role, Ended = true, KnownAt = ended.OccurredAt,
    }), ct);

    /// <summary>What an announcement leaves out has ended, but for what was said while it was being written.</summary>
    public async Task KeepAsync(ProjectAnnounced announced, CancellationToken ct)
    {
        var asOf = announced.OccurredAt.ToUniversalTime().AddMinutes(-1);
        List<Partnership> partners = [.. announced.Partners.SelectMany(role => role.Value, (role, organisation) => new Partnership
        {
            OrganisationId = organisation, ProjectId = announced.ProjectId, Role = role.Key, KnownAt = asOf,
        })];
        Guid[] organisations = [.. partners.Select(p => p.OrganisationId)];
        string[] roles = [.. partners.Select(p => p.Role)];
        await db.Database.ExecuteSqlAsync($"""
            UPDATE partnerships SET ended = true, known_at = {asOf}
            WHERE project_id = {announced.ProjectId} AND NOT ended AND known_at < {asOf}
                AND (organisation_id, role) NOT IN (SELECT * FROM unnest({organisations}, {roles}))
            """, ct);
        await KeepAsync(partners, ct);
    }

    async Task KeepAsync(IEnumerable<Partnership> told, CancellationToken ct)
    {
        foreach (var said in told.OrderBy(p => p.ProjectId).ThenBy(p => p.OrganisationId).ThenBy(p => p.Role, StringComparer.Ordinal))
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO partnerships AS p (organisation_id, project_id, role, ended, known_at)
                VALUES ({said.OrganisationId}, {said.ProjectId}, {said.Role}, {said.Ended}, {said.KnownAt.ToUniversalTime()})
                ON CONFLICT (organisation_id, project_id, role) DO UPDATE SET ended = excluded.ended, known_at = excluded.known_at
                WHERE p.known_at < excluded.known_at OR p.known_at = excluded.known_at AND excluded.ended
                """, ct);
    }
}
