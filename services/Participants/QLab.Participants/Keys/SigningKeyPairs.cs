using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace QLab.Participants.Keys;

/// <summary>Makes key pairs and opens them again.</summary>
static class SigningKeyPairs
{
    public static SigningKey New(string secret, DateTimeOffset now, DateTimeOffset signsFrom)
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var kid = Base64UrlEncoder.Encode(new ECDsaSecurityKey(pair).ComputeJwkThumbprint());
        return new() { Kid = kid, Sealed = Seal.Close(pair.ExportPkcs8PrivateKey(), secret, kid), MadeAt = now, SignsFrom = signsFrom };
    }

    public static ECDsaSecurityKey Open(this SigningKey key, string secret)
    {
        var pair = ECDsa.Create();
        pair.ImportPkcs8PrivateKey(Seal.Open(key.Sealed, secret, key.Kid), out _);
        return new(pair) { KeyId = key.Kid };
    }
}
