using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Projects;

[EveryMemberRequired]
[Example("""
    { "title": "Sleep on hospital wards", "question": "How can patients sleep better?",
      "startsOn": "2026-09-01", "endsOn": "2027-08-31", "aims": ["Quieter nights"], "phases": [] }
    """)]
public sealed record CorrectProjectRequest(string Title, string Question, DateOnly StartsOn, DateOnly EndsOn)
    : ProjectPlan(Title, Question, StartsOn, EndsOn);

static class CorrectProject
{
    public static async Task<Results<Ok<ProjectView>, ValidationProblem, ProblemHttpResult>> Handle(
        string idOrSlug, CorrectProjectRequest request, IfMatch ifMatch, HttpContext http, ParticipantsDb db, IEvents events,
        TimeProvider time, CancellationToken ct)
    {
        var project = await db.Projects.NamedAsync(idOrSlug, ct);
        if (project is null) return Refusal.NotFound("project").ToProblem();

        var faults = request.Faults();
        if (project.EnteredPhases.Except(request.Phases.Select(phase => phase.Name)).FirstOrDefault() is { } lost)
            faults["/phases"] = [$"The phase '{lost}' has been entered: it stays, under its name."];
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);

        ifMatch.Guard(db, project);
        project.Correct(request);
        var now = time.GetUtcNow();
        events.Publish(
            new ProjectCorrected(project.Id, project.Version, project.Title, project.StartsOn, project.EndsOn, now, project.Simulated));
        await db.SaveChangesAsync(ct);

        http.SetETag(project.RowVersion);
        return TypedResults.Ok(ProjectView.Of(project, now));
    }
}
