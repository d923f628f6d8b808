using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;

namespace QLab.Participants.Projects;

[Example("""{ "name": "Research" }""")]
public sealed record EnterPhaseRequest([property: Required, Text(100)] string Name);

static class EnterPhase
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid id, EnterPhaseRequest request, ParticipantsDb db, IEvents events, TimeProvider time, CancellationToken ct)
    {
        var project = await db.Projects.SingleOrDefaultAsync(p => p.Id == id, ct);
        if (project is null) return Refusal.NotFound("project").ToProblem();
        if (project.IsClosed) return ProjectErrors.Closed.ToProblem();
        if (!project.HasPhase(request.Name)) return ProjectErrors.NoSuchPhase.ToProblem();
        if (project.CurrentPhase == request.Name) return ProjectErrors.AlreadyInPhase.ToProblem();

        var now = time.GetUtcNow();
        project.Enter(request.Name, now);
        events.Publish(new ProjectPhaseEntered(project.Id, project.Version, request.Name, now));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
