using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace QLab.Participants.Tokens;

/// <summary>A request for a token with client credentials, read from the form and the Authorization header but not yet believed.</summary>
sealed partial record TokenRequest(string ClientId, string ClientSecret, IReadOnlyList<string>? Scopes)
{
    const int LongestCredential = 512;

    public static bool TryRead(
        IFormCollection form, string? authorization, [NotNullWhen(true)] out TokenRequest? request,
        [NotNullWhen(false)] out TokenError? error)
    {
        request = null;
        error = CredentialsFault(form, authorization);
        if (error is not null) return false;

        var (id, secret) = Basic(authorization) ?? (Value(form, "client_id")!, Value(form, "client_secret")!);
        if (id.Length > LongestCredential || secret.Length > LongestCredential || id.Contains('\0')) error = TokenError.InvalidClient;
        else request = new(id, secret, Value(form, "scope")?.Split(' ').Distinct().ToList());
        return request is not null;
    }

    /// <summary>What is wrong with the form whichever grant it asks for.</summary>
    public static TokenError? Fault(IFormCollection form)
    {
        if (form.Any(parameter => parameter.Value.Count > 1)) return TokenError.InvalidRequest("A parameter comes more than once.");
        if (Value(form, "grant_type") is not { } grantType) return TokenError.InvalidRequest("grant_type is missing.");
        if (!GrantTypes.All.Contains(grantType)) return TokenError.UnsupportedGrantType;
        return Value(form, "scope") is { } scope && !ScopeSyntax().IsMatch(scope)
            ? TokenError.InvalidScope("A scope is a list of names parted by one space (RFC 6749 §3.3).")
            : null;
    }

    static TokenError? CredentialsFault(IFormCollection form, string? authorization)
    {
        var (id, secret) = (Value(form, "client_id"), Value(form, "client_secret"));
        if (string.IsNullOrEmpty(authorization)) return id is null || secret is null ? TokenError.InvalidClient : null;
        if (secret is not null)
            return TokenError.InvalidRequest("Send the secret in the Authorization header or in the body, not in both.");
        if (Basic(authorization) is not { } basic) return TokenError.InvalidClient;
        return id is not null && id != basic.Id
            ? TokenError.InvalidRequest("client_id differs from the one in the Authorization header.")
            : null;
    }

    /// <remarks>Id and secret are form-encoded before they are joined (RFC 6749 §2.3.1).</remarks>
    static (string Id, string Secret)? Basic(string? authorization)
    {
        if (!AuthenticationHeaderValue.TryParse(authorization, out var header)
            || !string.Equals(header.Scheme, "Basic", StringComparison.OrdinalIgnoreCase)) return null;
        var encoded = header.Parameter ?? "";
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var written)) return null;
        var pair = Encoding.UTF8.GetString(bytes, 0, written).Split(':', 2);
        return pair is [var id, var secret] ? (Decode(id), Decode(secret)) : null;
    }

    static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    /// <remarks>A parameter without a value counts as left out (RFC 6749 §3.2).</remarks>
    internal static string? Value(IFormCollection form, string name) => form[name].ToString() is { Length: > 0 } value ? value : null;

    [GeneratedRegex(@"^[\x21\x23-\x5B\x5D-\x7E]+( [\x21\x23-\x5B\x5D-\x7E]+)*\z")]
    private static partial Regex ScopeSyntax();
}

static class GrantTypes
{
    public const string ClientCredentials = "client_credentials", RefreshToken = "refresh_token";

    /// <summary>An extension grant (RFC 6749 §4.5) with the parameters <c>email</c> and <c>code</c>.</summary>
    public const string SignInCode = "urn:qlab:grant-type:sign-in-code";

    public static readonly string[] All = [ClientCredentials, RefreshToken, SignInCode];
}
