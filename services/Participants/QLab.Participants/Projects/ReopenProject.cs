using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Projects;

/// <summary>People can join again, and things be collected. What was closed with it, such as its surveys, stays closed.</summary>
static class ReopenProject
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid id, ReasonRequest request, HttpContext http, ParticipantsDb db, IEvents events, TimeProvider time, CancellationToken ct)
    {
        var project = await db.Projects.SingleOrDefaultAsync(p => p.Id == id, ct);
        if (project is null) return Refusal.NotFound("project").ToProblem();
        if (!project.IsClosed) return ProjectErrors.NotClosed.ToProblem();

        var (now, before) = (time.GetUtcNow(), new { project.ClosedAt });
        project.Reopen();
        db.Add(ChangeEntry.Of(Project.Noun, id, project.Version, "reopened", request.Reason, http.User, now, before));
        events.Publish(new ProjectReopened(id, project.Version, now));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
