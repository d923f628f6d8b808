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
public sealed record CloseSurveyRequest([property: Required, Text(500)] string Reason);

static class CloseSurvey
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid id, CloseSurveyRequest request, SurveysDb db, IEvents events, TimeProvider time, CancellationToken ct)
    {
        var survey = await db.Surveys.SingleOrDefaultAsync(s => s.Id == id, ct);
        if (survey is null) return Refusal.NotFound("survey").ToProblem();
        if (survey.IsClosed(time.GetUtcNow())) return SurveyErrors.AlreadyClosed.ToProblem();

        survey.Close(request.Reason, time.GetUtcNow(), events);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    /// <summary>Closes and says so. The row's version lets one of several closers through, so it is said once.</summary>
    public static void Close(this Survey survey, string reason, DateTimeOffset at, IEvents events)
    {
        survey.Close(reason, at);
        events.Publish(new SurveyClosed(survey.Id, survey.ProjectId, survey.Version, at));
    }
}
