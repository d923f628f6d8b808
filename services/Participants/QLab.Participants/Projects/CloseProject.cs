using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Projects;

static class CloseProject
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid id, ParticipantsDb db, IEvents events, TimeProvider time, CancellationToken ct)
    {
        var project = await db.Projects.SingleOrDefaultAsync(p => p.Id == id, ct);
        if (project is null) return Refusal.NotFound("project").ToProblem();
        if (project.IsClosed) return ProjectErrors.Closed.ToProblem();

        var now = time.GetUtcNow();
        project.Close(now);
        events.Publish(new ProjectClosed(project.Id, project.Version, now));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
