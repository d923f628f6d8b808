using Microsoft.AspNetCore.Mvc;
using QLab.Participants.Clients;

namespace QLab.Participants.Tokens;

static class TokenEndpoints
{
    const int LargestForm = 16 * 1024;

    public static void AddTokens(this IServiceCollection services)
    {
        services.AddSingleton<SecretCheck>();
        services.AddSingleton<AccessTokens>();
        services.AddScoped<ClientCredentials>();
        services.AddHostedService<EnsureOperator>();
    }

    public static void MapTokens(this IEndpointRouteBuilder app)
    {
        var tokens = app.MapGroup("").WithTags("Tokens").AllowAnonymous();
        tokens.MapPost("/connect/token", IssueToken.Handle).WithMetadata(new RequestSizeLimitAttribute(LargestForm))
            .WithSummary("Gives an access token for client credentials (RFC 6749 §4.4), a refresh token (§6) or a sign-in code (§4.5)");
        tokens.MapGet("/.well-known/oauth-authorization-server", Discovery.Issuer).WithSummary("The issuer (RFC 8414)");
        tokens.MapGet("/.well-known/openid-configuration", Discovery.Issuer).WithSummary("The issuer, where OpenID Connect looks for it");
        tokens.MapGet("/.well-known/jwks.json", Discovery.Jwks).WithSummary("The keys that sign access tokens (RFC 7517)");
        tokens.MapGet("/.well-known/revocations.json", Discovery.Revocations).WithSummary("Access tokens that hold no longer although they have not expired");
    }
}
