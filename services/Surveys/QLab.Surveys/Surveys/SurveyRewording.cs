using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Questionnaires;
using QLab.Questionnaires.Rules;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Problems;

namespace QLab.Surveys.Surveys;

/// <summary>What people read on the page of a survey, which may be worded anew until it is closed.</summary>
sealed class SurveyRewording(SurveysDb db, TimeProvider time)
{
    /// <param name="id">The survey.</param>
    /// <param name="request">Held against its attributes here, so that these faults are told together with the others.</param>
    /// <param name="check">Adds what else is wrong with it.</param>
    /// <param name="change">Words it anew.</param>
    /// <param name="ifMatch">The version that was read.</param>
    /// <param name="http">Is given the new one.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> ApplyAsync(
        Guid id, object request, Action<Survey, Definition, Faults> check, Action<Survey> change, IfMatch ifMatch, HttpContext http,
        CancellationToken ct)
    {
        var survey = await db.Surveys.SingleOrDefaultAsync(s => s.Id == id, ct);
        if (survey is null) return Refusal.NotFound("survey").ToProblem();
        if (survey.IsClosed(time.GetUtcNow())) return SurveyErrors.AlreadyClosed.ToProblem();
        var definition = await db.Questionnaires.Where(q => q.Id == survey.QuestionnaireId).Select(q => q.Definition).SingleAsync(ct);
        var faults = new Faults();
        AttributeRules.Validate(request, "", faults);
        check(survey, definition, faults);
        if (faults.ToDictionary() is { Count: > 0 } found) return TypedResults.ValidationProblem(found);

        change(survey);
        ifMatch.Guard(db, survey);
        await db.SaveChangesAsync(ct);
        http.SetETag(survey.RowVersion);
        return TypedResults.NoContent();
    }
}
