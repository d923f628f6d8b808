using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using QLab.ServiceDefaults.Security;

namespace QLab.Testing;

/// <summary>
/// An issuer of real tokens: its own ES256 key, its JWKS and its revocations served over HTTP, so that services validate as they always
/// do.
/// </summary>
public sealed class TokenIssuer : IAsyncDisposable
{
    public const string Issuer = "https://issuer.test";

    readonly ECDsaSecurityKey key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = Guid.NewGuid().ToString("N") };
    readonly ConcurrentQueue<RevokedTokens> revoked = new();
    readonly WebApplication app;
    int asked;

    TokenIssuer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapGet("/jwks.json", () => TypedResults.Json(new { keys = new[] { Public(key) } }));
        app.MapGet("/revocations.json", () =>
        {
            Interlocked.Increment(ref asked);
            return IsAway ? Results.StatusCode(503) : TypedResults.Json(new RevocationList([.. revoked]));
        });
    }

    public string Jwks => $"{app.Urls.First()}/jwks.json";

    public string Revocations => $"{app.Urls.First()}/revocations.json";

    /// <summary>How often somebody asked for the list of revocations.</summary>
    public int Asked => asked;

    /// <summary>Whether the list of revocations cannot be read.</summary>
    public bool IsAway { get; set; }

    public static async Task<TokenIssuer> StartAsync()
    {
        var issuer = new TokenIssuer();
        await issuer.app.StartAsync();
        return issuer;
    }

    /// <summary>A program's token as the participants service would give it; with an organisation, one that is bound to it.</summary>
    public string Token(
        string scope, string client = "test-client", string issuer = Issuer, string audience = "qlab", TimeSpan? lifetime = null,
        Guid? organisation = null) =>
        Sign(key, Claims(scope, client, organisation), issuer, audience, lifetime);

    /// <summary>A token of a program that acts for one organisation.</summary>
    public string OrganisationToken(Guid organisation, string scope, string client = "organisation-client") =>
        Token(scope, client, organisation: organisation);

    /// <summary>The token of somebody signed in.</summary>
    public string PersonToken(
        Guid person, string scope = "me", IEnumerable<string>? roles = null, Guid? organisation = null, Guid? session = null,
        IEnumerable<Guid>? participants = null, IEnumerable<Guid>? projects = null)
    {
        var claims = PersonClaims(person, scope, roles ?? [], organisation, session ?? Guid.NewGuid());
        if (participants is not null) claims["participants"] = participants.Select(id => id.ToString()).ToArray();
        if (projects is not null) claims["projects"] = string.Join(' ', projects);
        return Sign(key, claims, Issuer, "qlab", null);
    }

    /// <summary>Has tokens with this value in this claim refused from now on, if they were issued before the instant.</summary>
    public void Revoke(string claim, string value, DateTimeOffset issuedBefore) => revoked.Enqueue(new(claim, value, issuedBefore));

    /// <summary>A token that names our issuer but is signed by somebody else.</summary>
    public static string ForeignToken(string scope) =>
        Sign(new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "foreign" }, Claims(scope, "stranger", null), Issuer, "qlab", null);

    static Dictionary<string, object> Claims(string scope, string client, Guid? organisation)
    {
        var claims = new Dictionary<string, object> { ["sub"] = client, ["client_id"] = client, ["scope"] = scope };
        if (organisation is { } bound) claims["organisation"] = bound.ToString();
        return claims;
    }

    static Dictionary<string, object> PersonClaims(Guid person, string scope, IEnumerable<string> roles, Guid? organisation, Guid session)
    {
        var claims = new Dictionary<string, object>
        {
            ["sub"] = person.ToString(), ["sid"] = session.ToString(), ["scope"] = scope, ["roles"] = roles.ToArray(),
        };
        if (organisation is { } bound) claims["organisation"] = bound.ToString();
        return claims;
    }

    static string Sign(ECDsaSecurityKey key, Dictionary<string, object> claims, string issuer, string audience, TimeSpan? lifetime)
    {
        var now = DateTime.UtcNow;
        var expires = now + (lifetime ?? TimeSpan.FromMinutes(15));
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer, Audience = audience, TokenType = "at+jwt", IssuedAt = now,
            NotBefore = expires < now ? expires.AddMinutes(-15) : now, Expires = expires,
            Claims = claims, SigningCredentials = new(key, SecurityAlgorithms.EcdsaSha256),
        });
    }

    static object Public(ECDsaSecurityKey key)
    {
        var point = key.ECDsa.ExportParameters(false).Q;
        return new { kty = "EC", crv = "P-256", use = "sig", alg = "ES256", kid = key.KeyId, x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y) };
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
