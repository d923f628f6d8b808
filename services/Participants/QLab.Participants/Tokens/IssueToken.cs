using System.Text.Json.Serialization;
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
