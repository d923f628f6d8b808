using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;

namespace QLab.Participants.Projects;

[Example("""{ "name": "Research" }""")]
public sealed record EnterPhaseRequest([property: Required, Text(100)] string Name)
{
    /// <summary>Why the project skips phases, or goes back; needed then.</summary>
    [Reason]
    public string? Reason { get; init; }
}

/// <summary>Also of a closed project: closing ends recruiting and collecting, and a Lab shares what it found after that.</summary>
static class EnterPhase
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid id, EnterPhaseRequest request, HttpContext http, ParticipantsDb db, IEvents events, TimeProvider time, CancellationToken ct)
    {
        var project = await db.Projects.SingleOrDefaultAsync(p => p.Id == id, ct);
        if (project is null) return Refusal.NotFound("project").ToProblem();
        if (!project.HasPhase(request.Name)) return ProjectErrors.NoSuchPhase.ToProblem();
        if (project.CurrentPhase == request.Name) return ProjectErrors.AlreadyInPhase.ToProblem();
        var steps = project.StepsTo(request.Name);
        if (steps != 1 && string.IsNullOrWhiteSpace(request.Reason)) return ProjectErrors.ReasonNeeded(request.Name).ToProblem();

        var (now, before) = (time.GetUtcNow(), new { Phase = project.CurrentPhase });
        project.Enter(request.Name, now);
        if (steps != 1)
            db.Add(ChangeEntry.Of(
                Project.Noun, id, project.Version, steps < 1 ? "returned" : "skipped", request.Reason!, http.User, now, before));
        events.Publish(new ProjectPhaseEntered(project.Id, project.Version, request.Name, now));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
