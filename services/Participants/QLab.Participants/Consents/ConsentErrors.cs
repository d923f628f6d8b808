using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Consents;

static class ConsentErrors
{
    public static Refusal AlreadyGiven => Refusal.Conflict("consent-given", "The participant has given this consent already.");
    public static Refusal NotGiven => Refusal.Conflict("consent-not-given", "There is no consent for this purpose to withdraw.");
    public static Refusal WordingRevised(int version) =>
        Refusal.Conflict("wording-revised", $"The wording is at version {version}: read it, and send that as afterVersion.");
}
