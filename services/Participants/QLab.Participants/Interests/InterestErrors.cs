using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Interests;

static class InterestErrors
{
    public static Refusal TooMany(int seconds) =>
        new(429, "too-many-requests", "Too many names have been left from here; try again later.") { RetryAfterSeconds = seconds };
    public static Refusal NotConfirmed =>
        Refusal.Conflict("interest-not-confirmed", "Nobody has confirmed this from its address yet: wait until its state is confirmed.");
    public static Refusal Answered => Refusal.Conflict("interest-answered", "This expression of interest has been answered already.");
}

/// <summary>How often one client address may express interest: <c>Interests:AsksAnHour</c>, 20 when not set.</summary>
sealed class InterestsByAddress(IConfiguration configuration)
    : LimitByAddress(configuration.GetValue("Interests:AsksAnHour", 20), TimeSpan.FromHours(1));
