using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
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
