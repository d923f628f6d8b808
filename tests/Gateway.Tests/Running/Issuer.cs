using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace QLab.Gateway.Tests.Running;

/// <summary>Signs access tokens like those of the participants service.</summary>
sealed class Issuer
{
    public const string Name = "https://qlab.example";

    readonly ECDsaSecurityKey key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "1" };

    public string Jwks()
    {
        var jwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(key);
        return JsonSerializer.Serialize(new { keys = new[] { new { kty = "EC", crv = "P-256", kid = jwk.Kid, x = jwk.X, y = jwk.Y, alg = "ES256", use = "sig" } } });
    }

    public string TokenOf(string client) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Name, Audience = "qlab", TokenType = "at+jwt", Expires = DateTime.UtcNow.AddMinutes(10),
        Claims = new Dictionary<string, object> { ["sub"] = client, ["client_id"] = client },
        SigningCredentials = new(key, SecurityAlgorithms.EcdsaSha256),
    });
}
