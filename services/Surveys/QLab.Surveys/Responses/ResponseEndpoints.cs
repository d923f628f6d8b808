using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Http.Idempotency;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.Surveys.Responses;

static class ResponseEndpoints
{
    public static void AddIntake(this IServiceCollection services) =>
        services.AddSingleton<ReceiptSecret>().AddSingleton<HiddenVersions>()
            .AddSingleton<SurveyForms>().AddSingleton<ResponseWriter>().AddSingleton<ResponseSubmitter>().AddSingleton<SavesByAddress>()
            .AddPeriodicWork<ForgetSavedAnswers>(new(TimeSpan.FromHours(1)));

    public static void MapResponses(this RouteGroupBuilder api)
    {
        var survey = api.MapGroup("/surveys/{id:guid}")
            .WithTag("Responses", "What people answer, and what they can do with it afterwards.");
        survey.MapPost("saved-answers", SaveAnswers.Handle).AllowAnonymous().IgnoresIdempotencyKey()
            .WithSummary("Keeps unfinished answers; the code that comes back finds them on any device");
        survey.MapGet("saved-answers", SaveAnswers.Get).WithName("getSavedAnswers").AllowAnonymous()
            .WithSummary("Unfinished answers, by the code in the header Resume-Code");
        survey.MapPut("saved-answers", SaveAnswers.Replace).WithName("replaceSavedAnswers").AllowAnonymous()
            .WithSummary("Keeps how far somebody has got, by the code in the header Resume-Code");
        survey.MapDelete("saved-answers", SaveAnswers.Delete).WithName("deleteSavedAnswers").AllowAnonymous()
            .WithSummary("Throws unfinished answers away");
        survey.MapGet("responses/own", ReadOwnResponse.Handle)
            .AllowAnonymous()
            .WithSummary("One's own response, by the receipt code in the header Receipt-Code");
        survey.MapPut("responses/own", AmendResponse.Handle)
            .AllowAnonymous()
            .WithSummary("Changes one's own response while the survey allows it");
        survey.MapDelete("responses/own", WithdrawResponse.Handle)
            .AllowAnonymous()
            .WithSummary("Takes one's own response back: its answers are deleted");
        survey.MapPost("responses", SubmitResponse.Handle).AllowAnonymous().KeepsIdempotencyKeyItself()
            .WithSummary("Submits a response; it is durable before the answer comes");
    }
}

static class ResponseErrors
{
    const string WhatACodeIs = "a code is 20 letters and digits, such as 7H2KQ-9MXPA-4TRVC-W8E3N; case, spaces and hyphens do not matter. Look whether it was copied whole.";

    public static Refusal Anonymous => Refusal.Conflict("survey-anonymous", "This survey is anonymous: leave participantId out.");
    public static Refusal InvitationSaysWho => new(400, "participant-with-invitation", "The invitationCode says whose response it is: leave participantId out.");
    public static Refusal NeedsParticipant => Refusal.Conflict("participant-needed", "This survey is not anonymous: say in participantId whose response it is, or send the invitationCode that they got.");
    public static Refusal NeedsToken => new(403, "not-allowed", "This survey is not anonymous: responses come with an invitationCode, or with an access token that has the scope surveys:write.");
    public static Refusal NeedsInvitation =>
        Refusal.Conflict("invitation-needed", "This survey is for those who were invited: send the invitationCode from the invitation, with FHIR in the header Invitation-Code.");
    public static Refusal InvitationUsed => Refusal.Conflict("invitation-used", "This invitation code is not good: it has been used already, it has been taken back, or it was not copied whole.");
    public static Refusal CodeAsKey => new(400, "code-as-key", "An invitation code is no Idempotency-Key: the key would tie the response to the invitation. Use a random one.");
    public static Refusal QuotaFull =>
        Refusal.Conflict("quota-full", "The survey has as many responses of this kind as it takes. Thank you all the same.");
    public static Refusal AnsweredAlready => Refusal.Conflict("already-answered", "This participant has answered this survey already.");
    public static Refusal HasLeft =>
        Refusal.Conflict("participant-left", "This participant has left the project: nothing new is taken in their name.");
    public static Refusal KeyReused =>
        new(422, "idempotency-key-reused", "This Idempotency-Key came with another response before; use a new key for a new response.");
    public static Refusal Withdrawn => new(410, "response-withdrawn", "This response has been withdrawn; its answers are gone.");
    public static Refusal NotAmendable =>
        Refusal.Conflict("not-amendable", "Responses to this survey cannot be changed once they are submitted; they can be withdrawn.");
    public static Refusal ReceiptNeeded =>
        new(400, "receipt-needed", "Send the receipt code that came with the response in the header Receipt-Code.");
    public static Refusal ReceiptMalformed =>
        new(400, "receipt-malformed", $"What the header Receipt-Code holds cannot be a receipt code: {WhatACodeIs}");
    public static Refusal ResumeCodeNeeded =>
        new(400, "resume-code-needed", "Send the code that came when the answers were saved in the header Resume-Code.");
    public static Refusal ResumeCodeMalformed =>
        new(400, "resume-code-malformed", $"What the header Resume-Code holds cannot be a resume code: {WhatACodeIs}");

    public static Refusal TooManySaved =>
        Refusal.Conflict("too-many-saved-answers", "This survey has as many unfinished answers as it keeps: submit yours, or ask the Lab.");

    public static Refusal SavesTooOften(int seconds) =>
        new(429, "too-many-requests", "Unfinished answers were saved too often from here; answers can be submitted all the same.")
        {
            RetryAfterSeconds = seconds,
        };

    /// <summary>Why a header holds no receipt code. Nothing is said of which codes there are.</summary>
    public static Refusal NoReceiptIn(HttpContext http) => IsMissing(http, ReadOwnResponse.Header) ? ReceiptNeeded : ReceiptMalformed;

    /// <summary>The same for the code of saved answers.</summary>
    public static Refusal NoResumeCodeIn(HttpContext http) => IsMissing(http, SaveAnswers.Header) ? ResumeCodeNeeded : ResumeCodeMalformed;

    static bool IsMissing(HttpContext http, string header) => string.IsNullOrWhiteSpace(http.Request.Headers[header]);
}
