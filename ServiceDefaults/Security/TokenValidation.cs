using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.ServiceDefaults.Security;

/// <summary>Access tokens: ES256 JWTs whose keys are read from the issuer's JWKS.</summary>
public static class TokenValidation
{
    /// <summary>The audience of every token of the platform.</summary>
    public const string Audience = "qlab";

    /// <summary>Where keys come from within the platform: the participants service, see <c>services__participants__http__0</c>.</summary>
    const string Keys = ".well-known/jwks.json";

    static readonly TimeSpan LongestRefresh = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Validates bearer tokens. They must name the platform's issuer (<see cref="PublicUrlExtensions.Issuer"/>), whose keys come from
    /// <c>Auth:Jwks</c> where set, else from the participants service. They are read again every minute (<c>Auth:KeysReadEvery</c>),
    /// so that a new key is known before it signs, and when a token names an unknown key. What has been revoked is refused. With
    /// <c>Auth:Authority</c> the tokens of an outside OpenID Connect issuer are taken as well.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="configuration">The configuration.</param>
    public static void AddTokenValidation(this IServiceCollection services, IConfiguration configuration)
    {
        var every = configuration.GetValue("Auth:KeysReadEvery", TimeSpan.FromMinutes(1));
        services.AddPeriodicWork<ReadKeysAgain>(new(every));
        var issuer = configuration.Issuer();
        services.AddRevocations(configuration, issuer);
        var authority = configuration["Auth:Authority"];
        var authentication = services.AddAuthentication(
            string.IsNullOrEmpty(authority) ? JwtBearerDefaults.AuthenticationScheme : OutsideIssuer.EitherScheme);
        authentication.AddJwtBearer(options =>
        {
            var jwks = configuration["Auth:Jwks"] is { Length: > 0 } outside
                ? outside
                : $"{configuration["services:participants:http:0"] ?? issuer}/{Keys}";
            options.MapInboundClaims = false;
            options.Events = new() { OnTokenValidated = RevocationsExtensions.RefuseRevoked };
            options.ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
                jwks, new JwksRetriever(issuer), new HttpDocumentRetriever { RequireHttps = false })
            {
                RefreshInterval = every < LongestRefresh ? every : LongestRefresh,
            };
            options.TokenValidationParameters = new()
            {
                ValidIssuer = issuer,
                ValidAudience = Audience,
                ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
                ValidTypes = ["at+jwt"],
                ClockSkew = TimeSpan.FromSeconds(30),
                NameClaimType = "sub",
                RoleClaimType = "roles",
            };
        });
        if (!string.IsNullOrEmpty(authority)) authentication.AddOutsideIssuer(configuration, authority, issuer);
    }

    /// <remarks>
    /// The library reads keys only while tokens come, and not before the next one has been refused: the first token of a new key would
    /// be lost.
    /// </remarks>
    sealed class ReadKeysAgain(IOptionsMonitor<JwtBearerOptions> options) : IPeriodicWork
    {
        public Task RunAsync(CancellationToken ct)
        {
            options.Get(JwtBearerDefaults.AuthenticationScheme).ConfigurationManager?.RequestRefresh();
            return Task.CompletedTask;
        }
    }

    sealed class JwksRetriever(string issuer) : IConfigurationRetriever<OpenIdConnectConfiguration>
    {
        public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(
            string address, IDocumentRetriever retriever, CancellationToken cancel)
        {
            var keys = new JsonWebKeySet(await retriever.GetDocumentAsync(address, cancel));
            var configuration = new OpenIdConnectConfiguration { Issuer = issuer, JsonWebKeySet = keys };
            foreach (var key in keys.GetSigningKeys()) configuration.SigningKeys.Add(key);
            return configuration;
        }
    }
}
