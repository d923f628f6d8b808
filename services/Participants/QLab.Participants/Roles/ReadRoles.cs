using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Roles;

sealed record RoleView(GrantedRole Role, Guid? OrganisationId, Guid? ProjectId, DateTimeOffset GrantedAt);

/// <param name="TakesPart">Whether the person is a participant as well, by taking part in a project.</param>
sealed record RolesView(IReadOnlyList<RoleView> Granted, bool TakesPart);

static class ReadRoles
{
    public static async Task<Results<Ok<RolesView>, ProblemHttpResult>> OfPerson(
        Guid id, ParticipantsDb db, AuditLog audit, CancellationToken ct)
    {
        if (await db.People.Where(p => p.Id == id).Select(p => (Guid?)p.AuditId).SingleOrDefaultAsync(ct) is not { } auditId)
            return Refusal.NotFound("person").ToProblem();
        var granted = await db.RoleGrants.Where(g => g.PersonId == id).OrderBy(g => g.GrantedAt)
            .Select(g => new RoleView(g.Role, g.OrganisationId, g.ProjectId, g.GrantedAt)).ToListAsync(ct);
        var takesPart = await db.Participations.AnyAsync(p => p.PersonId == id && p.LeftAt == null, ct);
        await audit.ReadAsync("roles", [auditId], ct);
        return TypedResults.Ok(new RolesView(granted, takesPart));
    }
}
