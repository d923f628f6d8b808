using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.People;
using QLab.Participants.SignIn;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Roles;

[Example("""{ "role": "facilitator" }""")]
public sealed record GrantRoleRequest(GrantedRole Role)
{
    /// <summary>Only for an organisation's administrator, and needed there: the organisation.</summary>
    public Guid? OrganisationId { get; init; }
}

static class GrantRole
{
    public static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, GrantRoleRequest request, ParticipantsDb db, Sessions sessions, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        if (request.Role == GrantedRole.OrganisationAdministrator != request.OrganisationId.HasValue)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["/organisationId"] = ["An organisation's administrator names one organisation, and no other role does."] });

        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct);
        if (person is null) return Refusal.NotFound("person").ToProblem();
        if (request.OrganisationId is { } organisation && !await db.Organisations.AnyAsync(o => o.Id == organisation, ct))
            return Refusal.NotFound("organisation").ToProblem();
        if (await db.RoleGrants.Where(g => g.PersonId == id && g.Role == request.Role).Select(g => (Guid?)g.Id).FirstOrDefaultAsync(ct) is { } existing)
            return Refusal.AlreadyExists("role grant", existing).ToProblem();

        await using var transaction = await db.RequireTransactionAsync(ct);
        await sessions.ChangeRightsAsync(id, ct);
        await AddAsync(person, request.Role, request.OrganisationId, db, audit, time, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }

    public static Task AddAsync(
        Person person, GrantedRole role, Guid? organisationId, ParticipantsDb db, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        db.RoleGrants.Add(new RoleGrant
        {
            Id = Guid.CreateVersion7(), PersonId = person.Id, Role = role, OrganisationId = organisationId, GrantedAt = time.GetUtcNow(),
        });
        return audit.ChangedAsync($"role {RolesOf.Name(role)} granted", ct, person.AuditId);
    }
}
