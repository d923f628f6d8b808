using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Problems;

namespace QLab.Surveys.Responses;

/// <param name="Follow">Where to see what became of this contribution.</param>
sealed record OwnResponse(
    Guid Id, Guid SurveyId, DateTimeOffset SubmittedAt, string Language, JsonElement Answers, bool Withdrawn, bool Amendable,
    string Follow)
{
    /// <summary>What was agreed to on its form.</summary>
    public IReadOnlyList<string> Consents { get; init; } = [];
}

/// <summary>
/// What somebody sees of their own response, by the receipt code in the header <c>Receipt-Code</c>: never in an address, where it would
/// be logged.
/// </summary>
static class ReadOwnResponse
{
    public const string Header = "Receipt-Code";

    /// <summary>Where whoever holds the receipt of a response to this survey finds it.</summary>
    public static string Address(Guid surveyId) => $"/api/surveys/v1/surveys/{surveyId}/responses/own";

    public static async Task<Results<Ok<OwnResponse>, ProblemHttpResult>> Handle(
        Guid id, HttpContext http, SurveysDb db, SurveyForms surveys, HiddenVersions versions, TimeProvider time, CancellationToken ct)
    {
        if (await surveys.FindAsync(id, ct) is not { } survey) return Refusal.NotFound("survey").ToProblem();
        if (IdOf(http, id) is not { } responseId) return ResponseErrors.NoReceiptIn(http).ToProblem();
        var response = await db.Responses.AsNoTracking().SingleOrDefaultAsync(r => r.Id == responseId, ct);
        if (response is null) return Refusal.NotFound("response").ToProblem();

        http.SetETag(await versions.OfAsync(response, ct));
        return TypedResults.Ok(new OwnResponse(
            response.Id, id, response.SubmittedAt, response.Language, response.Answers.RootElement, response.Withdrawn,
            !response.Withdrawn && survey.Survey.Amendable && survey.Survey.IsOpen(time.GetUtcNow()),
            $"/api/publications/v1/lineage/contributions/{response.Id}")
        {
            Consents = response.Consents,
        });
    }

    /// <summary>The response that the request's receipt code is of; null without one.</summary>
    public static Guid? IdOf(HttpContext http, Guid surveyId) => Receipt.Read(http.Request.Headers[Header])?.ResponseId(surveyId);
}
