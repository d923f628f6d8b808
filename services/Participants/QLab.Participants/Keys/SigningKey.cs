using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace QLab.Participants.Keys;

/// <summary>A key pair for ES256 as it is stored: the private key sealed, its id the thumbprint of the public one (RFC 7638).</summary>
sealed class SigningKey
{
    public required string Kid { get; init; }
    public required byte[] Sealed { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required DateTimeOffset SignsFrom { get; init; }

    public static SigningKey New(string secret, DateTimeOffset now, DateTimeOffset signsFrom)
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var kid = Base64UrlEncoder.Encode(new ECDsaSecurityKey(pair).ComputeJwkThumbprint());
        return new() { Kid = kid, Sealed = Seal.Close(pair.ExportPkcs8PrivateKey(), secret, kid), MadeAt = now, SignsFrom = signsFrom };
    }

    public ECDsaSecurityKey Open(string secret)
    {
        var pair = ECDsa.Create();
        pair.ImportPkcs8PrivateKey(Seal.Open(Sealed, secret, Kid), out _);
        return new(pair) { KeyId = Kid };
    }
}
