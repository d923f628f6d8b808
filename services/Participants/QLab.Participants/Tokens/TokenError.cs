using System.Text.Json.Serialization;
using Microsoft.Net.Http.Headers;

namespace QLab.Participants.Tokens;

/// <summary>A refusal of the token endpoint in the RFC's own shape (RFC 6749 §5.2), because OAuth libraries read that and no problem+json.</summary>
sealed class TokenError(int status, string error, string description) : IResult
{
    public static TokenError InvalidRequest(string description) => new(400, "invalid_request", description);
    public static TokenError InvalidScope(string description) => new(400, "invalid_scope", description);
    public static TokenError UnsupportedGrantType => new(400, "unsupported_grant_type", "Only client_credentials is supported.");
    public static TokenError InvalidClient => new(401, "invalid_client", "There is no such client, or this is not its secret.");
    public static TokenError Busy => new(503, "temporarily_unavailable", "Too many clients are being checked at once; try again in a second.");

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.Headers[HeaderNames.CacheControl] = "no-store";
        response.Headers[HeaderNames.Pragma] = "no-cache";
        if (status == StatusCodes.Status401Unauthorized) response.Headers[HeaderNames.WWWAuthenticate] = "Basic realm=\"qlab\"";
        if (status == StatusCodes.Status503ServiceUnavailable) response.Headers[HeaderNames.RetryAfter] = "1";
        return response.WriteAsJsonAsync(new Body(error, description), httpContext.RequestAborted);
    }

    sealed record Body(
        [property: JsonPropertyName("error")] string Error, [property: JsonPropertyName("error_description")] string Description);
}
