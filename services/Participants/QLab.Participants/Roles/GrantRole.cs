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

    /// <summary>Only for a coordinator, and needed there: the project; a role for each.</summary>
    public Guid? ProjectId { get; init; }

    /// <summary>Every fault between the fields at once, by JSON Pointer.</summary>
    internal Dictionary<string, string[]> Faults()
    {
        var faults = new Dictionary<string, string[]>();
        if (Role == GrantedRole.OrganisationAdministrator != OrganisationId.HasValue)
            faults["/organisationId"] = ["An organisation's administrator names one organisation, and no other role does."];
        if (Role == GrantedRole.Coordinator != ProjectId.HasValue)
            faults["/projectId"] = ["A coordinator names one project, and no other role does."];
        return faults;
    }
}

static class GrantRole
{
    public static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, GrantRoleRequest request, ParticipantsDb db, Sessions sessions, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        if (request.Faults() is { Count: > 0 } faults) return TypedResults.ValidationProblem(faults);

        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct);
        if (person is null) return Refusal.NotFound("person").ToProblem();
        if (request.OrganisationId is { } organisation && !await db.Organisations.AnyAsync(o => o.Id == organisation, ct))
            return Refusal.NotFound("organisation").ToProblem();
        if (request.ProjectId is { } project && !await db.Projects.AnyAsync(p => p.Id == project, ct))
            return Refusal.NotFound("project").ToProblem();
        var same = db.RoleGrants.Where(g => g.PersonId == id && g.Role == request.Role && g.ProjectId == request.ProjectId);
        if (await same.Select(g => (Guid?)g.Id).FirstOrDefaultAsync(ct) is { } existing)
            return Refusal.AlreadyExists("role grant", existing).ToProblem();

        await using var transaction = await db.RequireTransactionAsync(ct);
        await sessions.ChangeRightsAsync(id, ct);
        await AddAsync(person, request, db, audit, time, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }

    public static Task AddAsync(
        Person person, GrantRoleRequest role, ParticipantsDb db, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        db.RoleGrants.Add(new RoleGrant
        {
            Id = Guid.CreateVersion7(), PersonId = person.Id, Role = role.Role, OrganisationId = role.OrganisationId,
            ProjectId = role.ProjectId, GrantedAt = time.GetUtcNow(),
        });
        return audit.ChangedAsync($"role {RolesOf.Name(role.Role, role.ProjectId)} granted", ct, person.AuditId);
    }
}
