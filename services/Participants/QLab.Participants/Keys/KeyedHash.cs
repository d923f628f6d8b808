using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace QLab.Participants.Keys;

/// <summary>
/// HMAC-SHA-256 under keys that HKDF (RFC 5869) derives from the configured secret, one for each purpose: useless to who has the
/// database alone.
/// </summary>
sealed class KeyedHash(IOptions<KeyOptions> options)
{
    readonly ConcurrentDictionary<string, byte[]> keys = new(StringComparer.Ordinal);

    public byte[] Of(string purpose, params byte[][] parts)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, keys.GetOrAdd(purpose, Derive));
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in parts)
        {
            BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
            mac.AppendData(length);
            mac.AppendData(part);
        }
        return mac.GetHashAndReset();
    }

    byte[] Derive(string purpose) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(options.Value.RequireSecret()), 32,
        info: Encoding.UTF8.GetBytes($"qlab {purpose}, keyed hash 1"));
}
