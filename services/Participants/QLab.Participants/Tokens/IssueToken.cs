using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using QLab.Participants.SignIn;
using QLab.ServiceDefaults.Http;

namespace QLab.Participants.Tokens;

sealed record TokenAnswer(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("scope")] string Scope)
{
    [JsonPropertyName("refresh_token"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RefreshToken { get; init; }

    public static TokenAnswer Of(IssuedTokens issued) =>
        new(issued.AccessToken, "Bearer", issued.ExpiresInSeconds, issued.Scope) { RefreshToken = issued.RefreshToken };
}

/// <summary>POST /connect/token, grant by grant.</summary>
static class IssueToken
{
    public static async Task<Results<Ok<TokenAnswer>, TokenError>> Handle(
        HttpContext http, ClientCredentials clients, Sessions sessions, CodeSignIn codes, CancellationToken ct)
    {
        if (await SmallForm.ReadAsync(http.Request, ct) is not { } form)
            return TokenError.InvalidRequest(
                "Send the parameters as application/x-www-form-urlencoded, at most 20 of them and none over 4,096 characters.");
        if (TokenRequest.Fault(form) is { } fault) return fault;

        var (answer, error) = TokenRequest.Value(form, "grant_type") switch
        {
            GrantTypes.RefreshToken => await RefreshAsync(http, form, sessions, ct),
            GrantTypes.SignInCode => await SignInAsync(http, form, codes, ct),
            _ => await clients.TokenAsync(form, http.Request.Headers.Authorization, ct),
        };
        if (answer is null) return error!;
        http.Response.Headers[HeaderNames.Pragma] = "no-cache";
        return TypedResults.Ok(answer);
    }

    static async Task<(TokenAnswer?, TokenError?)> RefreshAsync(
        HttpContext http, IFormCollection form, Sessions sessions, CancellationToken ct)
    {
        if (ForPeople(http, form) is { } fault) return (null, fault);
        if (TokenRequest.Value(form, "refresh_token") is not { } token)
            return (null, TokenError.InvalidRequest("refresh_token is missing."));
        if (TokenRequest.Value(form, "scope") is not null)
            return (null, TokenError.InvalidScope("Leave scope out: somebody signed in has what their roles give."));
        return await sessions.RefreshAsync(token, ct) is { } issued ? (TokenAnswer.Of(issued), null) : (null, TokenError.InvalidGrant);
    }

    static async Task<(TokenAnswer?, TokenError?)> SignInAsync(
        HttpContext http, IFormCollection form, CodeSignIn codes, CancellationToken ct)
    {
        if (ForPeople(http, form) is { } fault) return (null, fault);
        if (TokenRequest.Value(form, "email") is not { } email || TokenRequest.Value(form, "code") is not { } code)
            return (null, TokenError.InvalidRequest("email or code is missing."));
        if (EmailAddress.Fault(email) is { } unreadable) return (null, TokenError.InvalidRequest(unreadable));
        var (tokens, refusal) = await codes.SignInAsync(email, code, ClientAddress.PrefixOf(http), ct);
        if (tokens is not null) return (TokenAnswer.Of(tokens), null);
        return (null, refusal!.RetryAfterSeconds is { } seconds ? TokenError.SlowDown(seconds) : TokenError.InvalidGrant);
    }

    /// <summary>
    /// People sign in with public clients (RFC 6749 §2.1): a client_id is taken and means nothing, credentials are a mistake.
    /// </summary>
    static TokenError? ForPeople(HttpContext http, IFormCollection form) =>
        http.Request.Headers.Authorization.Count > 0 || TokenRequest.Value(form, "client_secret") is not null
            ? TokenError.InvalidRequest("This grant is for people: send no client credentials.")
            : null;
}

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
