using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using QLab.Participants.Clients;
using QLab.ServiceDefaults.Http.Description;

namespace QLab.Participants.Tokens;

static class TokenEndpoints
{
    const int LargestForm = 16 * 1024;

    public static void AddTokens(this IServiceCollection services)
    {
        services.AddSingleton(_ => new SecretCheck(Secret.Matches));
        services.AddSingleton<AccessTokens>();
        services.AddScoped<ClientCredentials>();
        services.AddHostedService<EnsureOperator>();
    }

    public static void MapTokens(this IEndpointRouteBuilder app)
    {
        var tokens = app.MapGroup("")
            .WithTag("Tokens", "Access tokens for programs and people, and what services need to check them.").AllowAnonymous();
        tokens.MapPost("/connect/token", IssueToken.Handle).WithLimits(maxBytes: LargestForm, quota: "token")
            .AddOpenApiOperationTransformer(DescribeForm)
            .WithSummary("Gives an access token for client credentials (RFC 6749 §4.4), a refresh token (§6) or a sign-in code (§4.5)");
        tokens.MapGet("/.well-known/oauth-authorization-server", Discovery.Issuer).WithName("getAuthorisationServer")
            .WithSummary("The issuer (RFC 8414)");
        tokens.MapGet("/.well-known/openid-configuration", Discovery.Issuer).WithName("getOpenIdConfiguration")
            .WithSummary("The issuer, where OpenID Connect looks for it");
        tokens.MapGet("/.well-known/jwks.json", Discovery.Jwks).WithName("listSigningKeys")
            .WithSummary("The keys that sign access tokens (RFC 7517)");
        tokens.MapGet("/.well-known/revocations.json", Discovery.Revocations).WithName("listRevocations")
            .WithSummary("Access tokens that hold no longer although they have not expired");
    }

    /// <remarks>The form is read by hand, because its faults are told in the shape of the RFC.</remarks>
    static Task DescribeForm(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        string[] fields = ["scope", "client_id", "client_secret", "refresh_token", "email", "code"];
        var schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object, Required = new HashSet<string> { "grant_type" },
            Properties = fields.ToDictionary(field => field, IOpenApiSchema (_) => new OpenApiSchema { Type = JsonSchemaType.String }),
        };
        JsonNode[] grants = [.. GrantTypes.All.Select(type => (JsonNode)type)];
        schema.Properties["grant_type"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = grants };
        var example = new JsonObject { ["grant_type"] = GrantTypes.ClientCredentials, ["scope"] = "surveys:read" };
        var form = new OpenApiMediaType { Schema = schema, Example = example };
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true, Content = new Dictionary<string, OpenApiMediaType> { ["application/x-www-form-urlencoded"] = form },
        };
        return Task.CompletedTask;
    }
}

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
