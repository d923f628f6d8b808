using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace QLab.Testing;

/// <summary>An issuer of real tokens: its own ES256 key, its JWKS served over HTTP, so that services validate as they always do.</summary>
public sealed class TokenIssuer : IAsyncDisposable
{
    public const string Issuer = "https://issuer.test";

    readonly ECDsaSecurityKey key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = Guid.NewGuid().ToString("N") };
    readonly WebApplication app;

    TokenIssuer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapGet("/jwks.json", () => TypedResults.Json(new { keys = new[] { Public(key) } }));
    }

    public string Jwks => $"{app.Urls.First()}/jwks.json";

    public static async Task<TokenIssuer> StartAsync()
    {
        var issuer = new TokenIssuer();
        await issuer.app.StartAsync();
        return issuer;
    }

    /// <summary>A token as the participants service would give it.</summary>
    public string Token(string scope, string client = "test-client", string issuer = Issuer, string audience = "qlab", TimeSpan? lifetime = null) =>
        Sign(key, scope, client, issuer, audience, lifetime);

    /// <summary>A token as a person has it who is signed in: <c>sub</c> is the person, and there is no client.</summary>
    public string PersonToken(Guid person, string scope = "me", Guid? organisation = null)
    {
        var claims = new Dictionary<string, object> { ["sub"] = person.ToString(), ["scope"] = scope };
        if (organisation is { } bound) claims["organisation"] = bound.ToString();
        return Sign(key, claims, Issuer, "qlab", null);
    }

    /// <summary>A token that names our issuer but is signed by somebody else.</summary>
    public static string ForeignToken(string scope) =>
        Sign(new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "foreign" }, scope, "stranger", Issuer, "qlab", null);

    static string Sign(ECDsaSecurityKey key, string scope, string client, string issuer, string audience, TimeSpan? lifetime) =>
        Sign(key, new Dictionary<string, object> { ["sub"] = client, ["client_id"] = client, ["scope"] = scope }, issuer, audience, lifetime);

    static string Sign(ECDsaSecurityKey key, Dictionary<string, object> claims, string issuer, string audience, TimeSpan? lifetime)
    {
        var now = DateTime.UtcNow;
        var expires = now + (lifetime ?? TimeSpan.FromMinutes(15));
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer, Audience = audience, TokenType = "at+jwt", IssuedAt = now,
            NotBefore = expires < now ? expires.AddMinutes(-15) : now, Expires = expires,
            Claims = claims,
            SigningCredentials = new(key, SecurityAlgorithms.EcdsaSha256),
        });
    }

    static object Public(ECDsaSecurityKey key)
    {
        var point = key.ECDsa.ExportParameters(false).Q;
        return new { kty = "EC", crv = "P-256", use = "sig", alg = "ES256", kid = key.KeyId, x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y) };
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
