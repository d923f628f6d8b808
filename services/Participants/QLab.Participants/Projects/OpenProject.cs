using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Projects;

[Example("""
    { "slug": "sleep", "title": "Sleep on hospital wards", "question": "How can patients sleep better?",
      "startsOn": "2026-09-01", "endsOn": "2027-08-31", "aims": ["Quieter nights"],
      "phases": [{ "name": "Research", "startsOn": "2026-09-01", "endsOn": "2026-12-31" }] }
    """)]
public sealed record OpenProjectRequest(
    [property: Required, RegularExpression("^[a-z][a-z0-9-]{0,79}$", ErrorMessage = "A slug is 1 to 80 lower-case letters, digits and hyphens, beginning with a letter.")] string Slug,
    string Title, string Question, DateOnly StartsOn, DateOnly EndsOn) : ProjectPlan(Title, Question, StartsOn, EndsOn)
{
    /// <summary>Your own id for the project, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }

    /// <summary>True when its people and what they give are made up; it is shown wherever they are.</summary>
    public bool Simulated { get; init; }
}

static class OpenProject
{
    public static async Task<Results<Created<ProjectView>, ValidationProblem, ProblemHttpResult>> Handle(
        OpenProjectRequest request, ParticipantsDb db, IEvents events, TimeProvider time, CancellationToken ct)
    {
        var faults = request.Faults();
        if (Guid.TryParse(request.Slug, out _)) faults["/slug"] = ["A slug does not look like an id."];
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);

        var id = request.Id ?? Guid.CreateVersion7();
        if (await db.Projects.Where(p => p.Id == id || p.Slug == request.Slug).Select(p => (Guid?)p.Id).FirstOrDefaultAsync(ct) is { } existing)
            return Refusal.AlreadyExists("project", existing).ToProblem();

        var project = new Project
        {
            Id = id, Slug = request.Slug, Title = request.Title, Question = request.Question, Aims = request.Aims,
            StartsOn = request.StartsOn, EndsOn = request.EndsOn, Phases = [.. request.Phases.Select(phase => phase.ToPhase())],
            Simulated = request.Simulated, OpenedAt = time.GetUtcNow(),
        };
        db.Projects.Add(project);
        events.Publish(new ProjectOpened(
            id, project.Version, project.Slug, project.Title, project.StartsOn, project.EndsOn, project.Simulated, project.OpenedAt));
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/participants/v1/projects/{project.Slug}", ProjectView.Of(project, project.OpenedAt));
    }
}
