using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;
using QLab.Surveys.Contracts;

namespace QLab.Surveys.Surveys;

[Example("""{ "reason": "Enough people have answered." }""")]
public sealed record CloseSurveyRequest([property: Required, Text(500)] string Reason)
{
    /// <summary>The day of the story on which it was closed, in a project that is made up; now when absent.</summary>
    public DateOnly? ClosedOn { get; init; }
}

static class CloseSurvey
{
    public static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, CloseSurveyRequest request, SurveysDb db, IEvents events, TimeProvider time, CancellationToken ct)
    {
        var survey = await db.Surveys.SingleOrDefaultAsync(s => s.Id == id, ct);
        if (survey is null) return Refusal.NotFound("survey").ToProblem();
        var now = time.GetUtcNow();
        if (survey.IsClosed(now)) return SurveyErrors.AlreadyClosed.ToProblem();
        if (request.ClosedOn is { } day && await FaultAsync(survey, day, db, now, ct) is { } fault)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["/closedOn"] = [fault] });

        survey.Close(request.Reason, request.ClosedOn is { } closed ? StoryDays.At(closed) : now, events);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    static async Task<string?> FaultAsync(Survey survey, DateOnly day, SurveysDb db, DateTimeOffset now, CancellationToken ct)
    {
        var simulated = await db.Projects.Where(p => p.Id == survey.ProjectId).Select(p => p.Simulated).SingleAsync(ct);
        return StoryDays.Fault(day, simulated, now)
            ?? (StoryDays.At(day) < survey.OpenedAt ? "It was opened after that day." : null);
    }

    /// <summary>Closes and says so. The row's version lets one of several closers through, so it is said once.</summary>
    public static void Close(this Survey survey, string reason, DateTimeOffset at, IEvents events)
    {
        survey.Close(reason, at);
        events.Publish(new SurveyClosed(survey.Id, survey.ProjectId, survey.Version, at));
    }
}
