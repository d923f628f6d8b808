using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.Clients;
using QLab.Participants.SignIn;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Roles;

public sealed record RevokeRoleRequest(GrantedRole Role)
{
    /// <summary>Of a coordinator: the project that they no longer look after.</summary>
    public Guid? ProjectId { get; init; }
}

static class RevokeRole
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid id, RevokeRoleRequest request, ClaimsPrincipal user, ParticipantsDb db, Sessions sessions, AuditLog audit,
        CancellationToken ct)
    {
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct);
        if (person is null) return Refusal.NotFound("person").ToProblem();

        await using var transaction = await db.RequireTransactionAsync(ct);
        // Two members of staff who take the role from each other at once would leave nobody.
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended('role grants', 2))", ct);
        var granted = db.RoleGrants.Where(g => g.PersonId == id && g.Role == request.Role && g.ProjectId == request.ProjectId);
        if (await granted.SingleOrDefaultAsync(ct) is not { } grant)
            return RoleErrors.NotGranted.ToProblem();
        var byOperator = user.FindFirstValue(Callers.ClientClaim) == Client.Operator;
        if (grant.Role == GrantedRole.Staff && !byOperator && await db.RoleGrants.CountAsync(g => g.Role == GrantedRole.Staff, ct) == 1)
            return RoleErrors.LastStaff.ToProblem();

        db.RoleGrants.Remove(grant);
        await audit.ChangedAsync($"role {RolesOf.Name(grant.Role, grant.ProjectId)} revoked", ct, person.AuditId);
        await sessions.ChangeRightsAsync(id, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}
