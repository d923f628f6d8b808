using Microsoft.EntityFrameworkCore;
using Known = QLab.ServiceDefaults.Security.Roles;

namespace QLab.Participants.Roles;

/// <param name="OrganisationId">The organisation that the person is bound to, if they are.</param>
/// <param name="ParticipantIds">What they take part as, a pseudonym for each project.</param>
/// <param name="ProjectIds">The projects that the person is bound to, if they are.</param>
sealed record RolesOf(
    IReadOnlyList<string> Roles, Guid? OrganisationId, IReadOnlyList<Guid> ParticipantIds, IReadOnlyList<Guid>? ProjectIds)
{
    public static string Name(GrantedRole role, Guid? projectId) =>
        projectId is { } project ? $"{Name(role)} of project {project}" : Name(role);

    static string Name(GrantedRole role) => role switch
    {
        GrantedRole.Staff => Known.Staff,
        GrantedRole.Facilitator => Known.Facilitator,
        GrantedRole.TeamMember => Known.TeamMember,
        GrantedRole.Coordinator => Known.Coordinator,
        _ => Known.OrganisationAdministrator,
    };

    /// <summary>What was granted, and participant for whoever takes part in a project now.</summary>
    public static async Task<RolesOf> PersonAsync(ParticipantsDb db, Guid personId, CancellationToken ct)
    {
        var grants = await db.RoleGrants.AsNoTracking().Where(g => g.PersonId == personId).ToListAsync(ct);
        var takesPartAs = await db.Participations.Where(p => p.PersonId == personId && p.LeftAt == null).Select(p => p.Id).ToListAsync(ct);
        string[] roles =
        [
            .. grants.Select(g => Name(g.Role)).Distinct().Order(StringComparer.Ordinal),
            .. takesPartAs.Count > 0 ? [Known.Participant] : Array.Empty<string>(),
        ];
        var organisation = grants.SingleOrDefault(g => g.Role == GrantedRole.OrganisationAdministrator)?.OrganisationId;
        return new(
            roles, Known.BoundToOrganisation(roles) ? organisation : null, takesPartAs,
            Known.BoundToProjects(roles) ? [.. grants.Select(g => g.ProjectId).OfType<Guid>()] : null);
    }
}
