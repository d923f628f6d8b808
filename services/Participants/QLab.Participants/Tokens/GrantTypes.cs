namespace QLab.Participants.Tokens;

static class GrantTypes
{
    public const string ClientCredentials = "client_credentials", RefreshToken = "refresh_token";

    /// <summary>An extension grant (RFC 6749 §4.5) with the parameters <c>email</c> and <c>code</c>.</summary>
    public const string SignInCode = "urn:qlab:grant-type:sign-in-code";

    public static readonly string[] All = [ClientCredentials, RefreshToken, SignInCode];
}
