using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Participants.Keys;

/// <summary>
/// The key that other services seal values with. It follows from the configured secret, as the key does that seals those values here
/// while they wait: so it is stored nowhere, all replicas have the same one, and it changes only with the secret.
/// </summary>
sealed class MessageKeyPair(IOptions<KeyOptions> options)
{
    const int Size = 32;
    static readonly byte[] Use = "qlab message key 1"u8.ToArray();

    /// <summary>The order of P-256 (FIPS 186-5): a private key is a number from 1 to one less.</summary>
    static readonly BigInteger Order = BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);

    readonly Lazy<byte[]> privateKey = new(() => Derive(options.Value.RequireSecret()));

    public byte[] Public => SealedBox.PublicKeyOf(privateKey.Value);

    /// <exception cref="CryptographicException">The values were sealed with another key.</exception>
    /// <exception cref="JsonException">They are no JSON object of texts.</exception>
    public Dictionary<string, string> Open(byte[] values)
    {
        if (values.Length < SealedBox.Smallest) throw new CryptographicException("This is too short to be sealed values.");
        return JsonSerializer.Deserialize<Dictionary<string, string>>(SealedBox.Open(values, privateKey.Value)) ?? [];
    }

    /// <remarks>64 bits more than the order has, so that no number is likelier than another (FIPS 186-5 A.2.1).</remarks>
    static byte[] Derive(string secret)
    {
        var random = HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), Size + 8, info: Use);
        var number = new BigInteger(random, isUnsigned: true, isBigEndian: true) % (Order - 1) + 1;
        var d = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        using var key =
            ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = [.. new byte[Size - d.Length], .. d] });
        return key.ExportPkcs8PrivateKey();
    }
}
