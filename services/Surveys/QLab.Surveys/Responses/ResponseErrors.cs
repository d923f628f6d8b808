using QLab.ServiceDefaults.Problems;

namespace QLab.Surveys.Responses;

static class ResponseErrors
{
    public static Refusal Anonymous => Refusal.Conflict("survey-anonymous", "This survey is anonymous: leave participantId out.");
    public static Refusal NeedsParticipant => Refusal.Conflict("participant-needed", "This survey is identified: say in participantId whose response it is.");
    public static Refusal NeedsToken => new(403, "not-allowed", "This survey is identified: responses come with an access token that has the scope surveys:write.");
    public static Refusal AnsweredAlready => Refusal.Conflict("already-answered", "This participant has answered this survey already.");
    public static Refusal KeyReused => new(422, "idempotency-key-reused", "This Idempotency-Key came with another response before; use a new key for a new response.");
}
