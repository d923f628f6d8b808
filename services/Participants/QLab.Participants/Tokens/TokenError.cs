using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace QLab.Participants.Tokens;

/// <summary>
/// A refusal of the token endpoint in the RFC's own shape (RFC 6749 §5.2), because OAuth libraries read that and no problem+json.
/// </summary>
sealed class TokenError(int status, string error, string description) : IResult, IEndpointMetadataProvider
{
    public static TokenError InvalidRequest(string description) => new(400, "invalid_request", description);
    public static TokenError InvalidScope(string description) => new(400, "invalid_scope", description);
    public static TokenError UnsupportedGrantType =>
        new(400, "unsupported_grant_type", $"These are supported: {string.Join(", ", GrantTypes.All)}.");
    public static TokenError InvalidGrant => new(400, "invalid_grant", "This refresh token or code is wrong, used or over: sign in again.");
    public static TokenError Expired(DateTimeOffset at) => new(401, "invalid_client", $"This client expired on {at.UtcDateTime:yyyy-MM-dd}; whoever looks after your organisation's clients can make a new one.");
    public static TokenError Revoked => new(401, "invalid_client", "This client has been revoked.");
    public static TokenError SlowDown(int seconds) =>
        new(429, "slow_down", $"Too many for now: try again in {seconds} seconds.") { RetryAfterSeconds = seconds };
    public static TokenError InvalidClient => new(401, "invalid_client", "There is no such client, or this is not its secret.");
    public static TokenError Busy =>
        new(503, "temporarily_unavailable", "Too many clients are being checked at once; try again in a second.");

    int? RetryAfterSeconds { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.Headers[HeaderNames.Pragma] = "no-cache";
        if (status == StatusCodes.Status401Unauthorized) response.Headers[HeaderNames.WWWAuthenticate] = "Basic realm=\"qlab\"";
        if (status == StatusCodes.Status503ServiceUnavailable) response.Headers[HeaderNames.RetryAfter] = "1";
        if (RetryAfterSeconds is { } seconds) response.Headers[HeaderNames.RetryAfter] = seconds.ToString(CultureInfo.InvariantCulture);
        return response.WriteAsJsonAsync(new TokenRefusal(error, description), httpContext.RequestAborted);
    }

    /// <inheritdoc />
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        foreach (var refused in (int[])[400, 401, 429])
            builder.Metadata.Add(new ProducesResponseTypeMetadata(refused, typeof(TokenRefusal), ["application/json"]));
    }

    sealed record TokenRefusal(
        [property: JsonPropertyName("error")] string Error, [property: JsonPropertyName("error_description")] string Description);
}
