using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.Projects;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Group;

/// <param name="Reason">Told to whoever still wants to write.</param>
[Example("""{ "reason": "The Lab has come to its end; thank you for a year of conversations." }""")]
public sealed record EndGroupRequest([property: Required, Reason] string Reason);

/// <summary>Closing a project leaves its group as it is; this ends the group, which can be read from then on.</summary>
static class EndGroup
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid projectId, EndGroupRequest request, HttpContext http, ParticipantsDb db, AuditLog audit, TimeProvider time,
        CancellationToken ct)
    {
        if (http.User.OrganisationId() is not null) return GroupErrors.NotAMember.ToProblem();
        var project = await db.Projects.SingleOrDefaultAsync(p => p.Id == projectId, ct);
        if (project is null) return Refusal.NotFound("project").ToProblem();
        if (project.GroupEndReason is { } reason) return GroupErrors.Ended(reason).ToProblem();

        var now = time.GetUtcNow();
        project.EndGroup(request.Reason, now);
        db.Add(ChangeEntry.Of(Project.Noun, projectId, version: null, "groupEnded", request.Reason, http.User, now));
        await audit.ChangedAsync("group ended", ct);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
