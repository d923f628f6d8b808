using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.IdentityModel.Tokens;
using Microsoft.Net.Http.Headers;
using QLab.Participants.Clients;
using QLab.Participants.Keys;
using QLab.Participants.SignIn;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Tokens;

/// <summary>
/// What an OAuth library asks first (RFC 8414). OpenID Connect's address gives the same document, for libraries that only know that
/// one.
/// </summary>
sealed record IssuerDescription(
    [property: JsonPropertyName("issuer")] string Issuer,
    [property: JsonPropertyName("token_endpoint")] string TokenEndpoint,
    [property: JsonPropertyName("jwks_uri")] string JwksUri,
    [property: JsonPropertyName("scopes_supported")] string[] Scopes)
{
    [JsonPropertyName("grant_types_supported")]
    public string[] GrantTypes { get; } = [.. Tokens.GrantTypes.All];

    [JsonPropertyName("token_endpoint_auth_methods_supported")]
    public string[] AuthMethods { get; } = ["client_secret_basic", "client_secret_post", "none"];

    [JsonPropertyName("response_types_supported")]
    public string[] ResponseTypes { get; } = [];

    [JsonPropertyName("subject_types_supported")]
    public string[] SubjectTypes { get; } = ["public"];

    [JsonPropertyName("id_token_signing_alg_values_supported")]
    public string[] Algorithms { get; } = [SecurityAlgorithms.EcdsaSha256];
}

sealed record PublishedKey(
    [property: JsonPropertyName("kty")] string Type,
    [property: JsonPropertyName("use")] string Use,
    [property: JsonPropertyName("alg")] string Algorithm,
    [property: JsonPropertyName("crv")] string Curve,
    [property: JsonPropertyName("kid")] string Kid,
    [property: JsonPropertyName("x")] string X,
    [property: JsonPropertyName("y")] string Y)
{
    public static PublishedKey Of(ECDsaSecurityKey key)
    {
        var point = key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
        return new("EC", "sig", SecurityAlgorithms.EcdsaSha256, "P-256", key.KeyId, Base64UrlEncoder.Encode(point.X), Base64UrlEncoder.Encode(point.Y));
    }
}

sealed record PublishedKeys([property: JsonPropertyName("keys")] IReadOnlyList<PublishedKey> Keys);

static class Discovery
{
    public static Ok<IssuerDescription> Issuer(IConfiguration configuration)
    {
        var issuer = configuration.Issuer();
        var at = issuer.TrimEnd('/');
        return TypedResults.Ok(new IssuerDescription(issuer, $"{at}/connect/token", $"{at}/.well-known/jwks.json", Scopes.All));
    }

    public static async Task<Ok<RevocationList>> Revocations(OwnRevocations revocations, HttpContext http, CancellationToken ct)
    {
        http.Response.Headers[HeaderNames.CacheControl] = "public, max-age=5";
        return TypedResults.Ok(await revocations.ReadAsync(ct));
    }

    public static async Task<Ok<PublishedKeys>> Jwks(SigningKeys keys, HttpContext http, TimeProvider time, CancellationToken ct)
    {
        var published = (await keys.ReadAsync(ct)).Published(time.GetUtcNow());
        http.Response.Headers[HeaderNames.CacheControl] = "public, max-age=60";
        return TypedResults.Ok(new PublishedKeys([.. published.Select(PublishedKey.Of)]));
    }
}
