namespace QLab.Participants.Tokens;

static class IssuerExtensions
{
    /// <summary>Who issues the tokens: the address that clients know, so the gateway's.</summary>
    public static string Issuer(this IConfiguration configuration) => configuration["Auth:Issuer"] ?? "http://localhost:8080";
}
