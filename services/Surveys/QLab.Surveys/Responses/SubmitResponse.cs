using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Http.Idempotency;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Surveys.Responses;

[Example("""{ "answers": { "story": "The light in the corridor.", "hours": 5 }, "language": "en", "consents": ["research"] }""")]
public sealed record SubmitResponseRequest([property: Required] IReadOnlyDictionary<string, JsonElement> Answers)
{
    /// <summary>Whose response it is, when somebody with the scope surveys:write enters it; never in an anonymous survey.</summary>
    public Guid? ParticipantId { get; init; }

    /// <summary>In which of the questionnaire's languages it was given; the first when absent.</summary>
    [StringLength(35)]
    public string? Language { get; init; }

    /// <summary>
    /// The purposes among those that the form asks for (the survey's consents) that were ticked; none when absent. Answers count
    /// without any.
    /// </summary>
    [MaxLength(10)]
    public IReadOnlyList<string>? Consents { get; init; }

    /// <summary>
    /// The version of their wording that the form showed (the survey's consentVersion); the current one when absent. An answer to an
    /// earlier one is refused, so that nobody agrees to words that they did not read.
    /// </summary>
    public int? ConsentVersion { get; init; }

    /// <summary>The single-use code of an invitation.</summary>
    [StringLength(100)]
    public string? InvitationCode { get; init; }

    /// <summary>The day of the story on which it was given, in a project that is made up; only with the scope surveys:write.</summary>
    public DateOnly? GivenOn { get; init; }

    /// <summary>The code of saved answers that this response takes the place of.</summary>
    [StringLength(100)]
    public string? ResumeCode { get; init; }
}

/// <param name="ReceiptCode">
/// Opens the response at the address in Location, to follow, amend or withdraw it. Stored nowhere: keep it.
/// </param>
/// <param name="Follow">Where to see what became of this contribution.</param>
sealed record SubmittedResponse(Guid Id, Guid SurveyId, DateTimeOffset SubmittedAt, string ReceiptCode, string Follow)
{
    public static SubmittedResponse Of(Guid id, Guid surveyId, DateTimeOffset submittedAt, Receipt receipt) =>
        new(id, surveyId, submittedAt, receipt.ToString(), $"/api/publications/v1/lineage/contributions/{id}");
}

static class SubmitResponse
{
    public static async Task<Results<Created<SubmittedResponse>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, SubmitResponseRequest request, HttpContext http, ResponseSubmitter submitter, CancellationToken ct)
    {
        var result = await submitter.SubmitAsync(
            new(id, request, IdempotencyKey.Read(http.Request), http.User.ActsForLab("surveys:write")), ct);
        return result switch
        {
            { Faults: { } faults } => TypedResults.ValidationProblem(faults),
            { Refusal: { } refusal } => refusal.ToProblem(),
            _ => TypedResults.Created(ReadOwnResponse.Address(id), result.Response),
        };
    }
}
