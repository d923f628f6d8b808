using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Clients;

static class ClientErrors
{
    public static Refusal Operators =>
        Refusal.Conflict("operators-client", "The client 'operator' is kept by the configuration, see Operator:Secret.");
    public static Refusal Over => Refusal.Conflict("client-over", "This client has expired or been revoked; make a new one.");

    public static Refusal NotAllowed(IEnumerable<string> scopes) => Refusal.Conflict(
        "scopes-not-allowed", $"This organisation's programs may not have {string.Join(", ", scopes)}. Leave them out, or ask the Lab's staff to allow them.");
}
