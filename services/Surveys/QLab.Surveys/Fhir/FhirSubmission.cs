using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using QLab.Surveys.Responses;

namespace QLab.Surveys.Fhir;

/// <summary>What submitting came to: one of the three.</summary>
sealed record FhirSubmitted(SubmittedResponse? Response, IReadOnlyDictionary<string, string[]>? Faults, ProblemHttpResult? Refused);

/// <summary>The one place where a response that came as FHIR is handed over to the intake, so that both ways in follow the same rules.</summary>
sealed class FhirSubmission(Submissions submissions, ReceiptSecret secret)
{
    public async Task<FhirSubmitted> SubmitAsync(
        Guid surveyId, IReadOnlyDictionary<string, JsonElement> answers, string? language, Guid? participantId, HttpContext http, CancellationToken ct)
    {
        var request = new SubmitResponseRequest(answers) { Language = language, ParticipantId = participantId };
        var result = await SubmitResponse.Handle(surveyId, request, http, submissions, secret, ct);
        return result.Result switch
        {
            Created<SubmittedResponse> created => new(created.Value, null, null),
            ValidationProblem invalid => new(null, invalid.ProblemDetails.Errors.AsReadOnly(), null),
            ProblemHttpResult refused => new(null, null, refused),
            var other => throw new InvalidOperationException($"The intake answered with {other.GetType().Name}."),
        };
    }
}
