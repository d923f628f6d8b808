using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.Surveys.Results.Tallying;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Responses;

[Example("""{ "answers": { "story": "The light in the corridor, and the alarms.", "hours": 5 } }""")]
public sealed record AmendResponseRequest([property: Required] IReadOnlyDictionary<string, JsonElement> Answers);

static class AmendResponse
{
    public static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, AmendResponseRequest request, IfMatch ifMatch, HttpContext http, SurveysDb db, SurveyForms surveys, Tallies tallies,
        HiddenVersions versions, TimeProvider time, CancellationToken ct)
    {
        if (await surveys.ReadAgainAsync(id, ct) is not { } survey) return Refusal.NotFound("survey").ToProblem();
        if (ReadOwnResponse.IdOf(http, id) is not { } responseId) return ResponseErrors.NoReceiptIn(http).ToProblem();

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await ResponseChanges.LockAsync(db, responseId, ct) is not { } response) return Refusal.NotFound("response").ToProblem();
        if (response.Withdrawn) return ResponseErrors.Withdrawn.ToProblem();
        if (!survey.Survey.IsOpen(time.GetUtcNow())) return SurveyErrors.NotOpenAt(survey.Survey, time.GetUtcNow()).ToProblem();
        if (!survey.Survey.Amendable) return ResponseErrors.NotAmendable.ToProblem();
        var check = survey.Form.Check(request.Answers, survey.Survey.HiddenAnswers);
        if (check.Faults.Count > 0) return TypedResults.ValidationProblem(check.Faults.ToDictionary());

        await tallies.TakeOutAsync(db, response, ct);
        var (before, since) = (response.Answers, response.Position);
        await ResponseChanges.CountAsync(db, survey, ResponseChanges.AnswersOf(response), -1, ct);
        try
        {
            await ResponseChanges.CountAsync(db, survey, check.Kept, +1, ct);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.CheckViolation)
        {
            return ResponseErrors.QuotaFull.ToProblem();
        }
        ifMatch.Guard(db, response, await versions.OfAsync(response, ct));
        db.Entry(response).Property(r => r.Position).IsModified = false;
        response.Answers = JsonSerializer.SerializeToDocument(check.Kept);
        await db.SaveChangesAsync(ct);
        db.EarlierAnswers.Add(new()
        {
            ResponseId = responseId, SurveyId = id, Position = since, UntilPosition = await ResponseChanges.MoveAsync(db, responseId, ct),
            Language = response.Language, Answers = before,
        });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}
