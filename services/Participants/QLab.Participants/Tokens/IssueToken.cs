using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using QLab.Participants.Clients;

namespace QLab.Participants.Tokens;

sealed record TokenAnswer(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("scope")] string Scope);

/// <summary>POST /connect/token: the client-credentials grant (RFC 6749 §4.4).</summary>
static class IssueToken
{
    static readonly FormOptions Small = new() { ValueCountLimit = 20, KeyLengthLimit = 100, ValueLengthLimit = 4096 };

    public static async Task<Results<Ok<TokenAnswer>, TokenError>> Handle(
        HttpContext http, ParticipantsDb db, SecretCheck secrets, AccessTokens tokens, CancellationToken ct)
    {
        if (await Form(http.Request, ct) is not { } form)
            return TokenError.InvalidRequest("Send the parameters as application/x-www-form-urlencoded, at most 20 of them and none over 4,096 characters.");
        if (!TokenRequest.TryRead(form, http.Request.Headers.Authorization, out var request, out var fault)) return fault;

        var client = await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.ClientId == request.ClientId, ct);
        if (client is null) return TokenError.InvalidClient;
        if (await secrets.MatchesAsync(client, request.ClientSecret, ct) is not { } right) return TokenError.Busy;
        if (!right) return TokenError.InvalidClient;

        var scopes = request.Scopes ?? client.Scopes;
        if (scopes.Except(client.Scopes).Any()) return TokenError.InvalidScope("This client does not have every scope it asks for; leave scope out to get those it has.");

        var token = await tokens.IssueAsync(client, scopes, ct);
        http.Response.Headers[HeaderNames.CacheControl] = "no-store";
        http.Response.Headers[HeaderNames.Pragma] = "no-cache";
        return TypedResults.Ok(new TokenAnswer(token, "Bearer", (int)tokens.Lifetime.TotalSeconds, string.Join(' ', scopes)));
    }

    static async Task<IFormCollection?> Form(HttpRequest request, CancellationToken ct)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != "application/x-www-form-urlencoded") return null;
        try
        {
            return await new FormFeature(request, Small).ReadFormAsync(ct);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
