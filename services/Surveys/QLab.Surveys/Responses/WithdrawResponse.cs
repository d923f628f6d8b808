using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.Surveys.Consents;
using QLab.Surveys.Contracts;
using QLab.Surveys.Results.Tallying;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Responses;

/// <summary>
/// Takes a response back, at any time and without a reason: its answers go, the row stays so that a retry does not bring them back.
/// </summary>
static class WithdrawResponse
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid id, HttpContext http, SurveysDb db, SurveyForms surveys, Tallies tallies, IEvents events, TimeProvider time,
        CancellationToken ct)
    {
        if (await surveys.FindAsync(id, ct) is not { } survey) return Refusal.NotFound("survey").ToProblem();
        if (ReadOwnResponse.IdOf(http, id) is not { } responseId) return ResponseErrors.NoReceiptIn(http).ToProblem();

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await ResponseChanges.LockAsync(db, responseId, ct) is not { } response) return Refusal.NotFound("response").ToProblem();
        if (response.Withdrawn) return TypedResults.NoContent();

        await ResponseChanges.CountAsync(db, survey, ResponseChanges.AnswersOf(response), -1, ct);
        await db.EarlierAnswers.Where(e => e.ResponseId == responseId).ExecuteDeleteAsync(ct);
        var now = time.GetUtcNow();
        if (survey.Survey.Mode == SurveyMode.Confidential) await db.AloneWithConsentsOfAsync(id, ct);
        await tallies.TakeOutAsync(db, response, ct);
        await ResponseChanges.UncodeAsync(db, response, now, ct);
        await db.LeaveBatchAsync(response, ct);
        response.Withdraw(JsonDocument.Parse("{}"));
        var at = survey.Survey.Mode == SurveyMode.Anonymous ? new(now.UtcDateTime.Date, TimeSpan.Zero) : now;
        var told = new ResponseWithdrawn(responseId, id, survey.Survey.ProjectId, at);
        events.Publish(told);
        events.Publish(ResponseContribution.Withdrawn(told, response.ContributionVersion));
        await db.SaveChangesAsync(ct);
        await ResponseChanges.MoveAsync(db, responseId, ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}
