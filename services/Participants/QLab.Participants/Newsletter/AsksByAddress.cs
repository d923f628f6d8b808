using QLab.ServiceDefaults.Http;

namespace QLab.Participants.Newsletter;

/// <summary>How often one client address may ask for the newsletter: <c>Newsletter:AsksAnHour</c>, 20 when not set.</summary>
sealed class AsksByAddress(IConfiguration configuration)
    : LimitByAddress(configuration.GetValue("Newsletter:AsksAnHour", 20), TimeSpan.FromHours(1));
