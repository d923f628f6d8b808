using QLab.ServiceDefaults.Http;

namespace QLab.Surveys.Responses;

/// <summary>
/// How often unfinished answers may be saved anew from one client address: <c>Surveys:SavesAnHour</c>, 300 when not set, since a whole
/// trust can sit behind one address.
/// </summary>
sealed class SavesByAddress(IConfiguration configuration)
    : LimitByAddress(configuration.GetValue("Surveys:SavesAnHour", 300), TimeSpan.FromHours(1));
