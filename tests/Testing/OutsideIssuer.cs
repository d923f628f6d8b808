using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace QLab.Testing;

/// <summary>
/// An OpenID Connect provider that somebody else runs: discovery document and JWKS over HTTP, an RSA key, tokens in its own manner.
/// </summary>
public sealed class OutsideIssuer : IAsyncDisposable
{
    readonly RsaSecurityKey key = new(RSA.Create(2048)) { KeyId = Guid.NewGuid().ToString("N") };
    readonly WebApplication app;

    OutsideIssuer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapGet(
            "/realm/.well-known/openid-configuration", () => TypedResults.Json(new { issuer = Authority, jwks_uri = $"{Authority}/keys" }));
        app.MapGet("/realm/keys", () => TypedResults.Json(new { keys = new[] { Public(key) } }));
    }

    public string Authority => $"{app.Urls.First()}/realm";

    public static async Task<OutsideIssuer> StartAsync()
    {
        var issuer = new OutsideIssuer();
        await issuer.app.StartAsync();
        return issuer;
    }

    /// <summary>An access token (RFC 9068), or one of the type that its header names.</summary>
    public string Token(
        Dictionary<string, object> claims, string audience = "the-lab", TimeSpan? lifetime = null, string? issuer = null,
        string type = "at+jwt") =>
        Sign(new(key, SecurityAlgorithms.RsaSha256), claims, audience, lifetime, issuer ?? Authority, type);

    /// <summary>What tells a client who signed in (OpenID Connect Core §2): no key to any service.</summary>
    public string IdToken(Dictionary<string, object> claims) => Token(new(claims) { ["nonce"] = "n" }, type: "JWT");

    /// <summary>A token that names this issuer but is signed by somebody else.</summary>
    public string ForgedToken(Dictionary<string, object> claims) =>
        Sign(new(new RsaSecurityKey(RSA.Create(2048)) { KeyId = key.KeyId }, SecurityAlgorithms.RsaSha256), claims, "the-lab", null, Authority);

    /// <summary>The old trick: the public key taken as if it were a shared secret.</summary>
    public string SymmetricToken(Dictionary<string, object> claims) => Sign(
        new(new SymmetricSecurityKey(key.Rsa.ExportSubjectPublicKeyInfo()) { KeyId = key.KeyId }, SecurityAlgorithms.HmacSha256), claims,
        "the-lab", null, Authority);

    static string Sign(
        SigningCredentials credentials, Dictionary<string, object> claims, string audience, TimeSpan? lifetime, string issuer,
        string type = "at+jwt")
    {
        var now = DateTime.UtcNow;
        var expires = now + (lifetime ?? TimeSpan.FromMinutes(5));
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            TokenType = type, Issuer = issuer, Audience = audience, IssuedAt = now, NotBefore = expires < now ? expires.AddMinutes(-5) : now,
            Expires = expires,
            Claims = claims, SigningCredentials = credentials,
        });
    }

    static object Public(RsaSecurityKey key)
    {
        var parts = key.Rsa.ExportParameters(false);
        return new { kty = "RSA", use = "sig", alg = "RS256", kid = key.KeyId, n = Base64UrlEncoder.Encode(parts.Modulus), e = Base64UrlEncoder.Encode(parts.Exponent) };
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
