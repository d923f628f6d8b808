using QLab.ServiceDefaults.Problems;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Invitations;

static class InvitationErrors
{
    public static Refusal OpenToAll => Refusal.Conflict("survey-open-to-all", "Whoever has the link of this survey answers it, so there is nobody to invite. Invitations belong to a survey whose access is invited.");
    public static Refusal NoKey => Refusal.Conflict("message-key-not-known", "Codes are sealed before they leave this service, and the key for it has not arrived yet. Try again in a moment, or send nothing and hand out the codes yourself.") with { RetryAfterSeconds = 5 };
    public static Refusal WouldTellWhoAnswered => Refusal.Conflict("would-tell-who-answered", "Only those who have not answered are reminded, so handing out their codes would tell who they are. In this survey reminders are sent: say send true.");
    public static Refusal TooSoon(DateTimeOffset last) => Refusal.Conflict(
        "reminded-recently", $"Reminders went out on {SurveyErrors.Said(last)}. Wait three days after them, or say again true.");
}
