using System.Security.Cryptography;
using System.Text;

namespace QLab.Participants.Keys;

/// <summary>
/// AES-256-GCM under a key that HKDF (RFC 5869) derives from the configured secret, with a salt of its own for each seal.
/// </summary>
static class Seal
{
    const int SaltSize = 16, NonceSize = 12, TagSize = 16, KeySize = 32;
    static readonly byte[] Purpose = "qlab signing key, seal 1"u8.ToArray();

    public static byte[] Close(byte[] content, string secret, string name)
    {
        var closed = new byte[SaltSize + NonceSize + TagSize + content.Length];
        RandomNumberGenerator.Fill(closed.AsSpan(0, SaltSize + NonceSize));
        var (salt, nonce, tag, cipher) = Parts(closed);
        using var aes = new AesGcm(KeyFrom(secret, salt), TagSize);
        aes.Encrypt(nonce.Span, content, cipher.Span, tag.Span, Encoding.UTF8.GetBytes(name));
        return closed;
    }

    /// <exception cref="InvalidOperationException">It was closed with another secret, or changed since.</exception>
    public static byte[] Open(byte[] closed, string secret, string name)
    {
        var (salt, nonce, tag, cipher) = Parts(closed);
        using var aes = new AesGcm(KeyFrom(secret, salt), TagSize);
        var content = new byte[cipher.Length];
        try
        {
            aes.Decrypt(nonce.Span, cipher.Span, tag.Span, content, Encoding.UTF8.GetBytes(name));
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new InvalidOperationException(
                "Keys:EncryptionSecret is not the one that the signing keys in the database were stored with. Set the former secret again; if it is lost, delete the rows of signing_keys: new keys are then made and everybody fetches a new token.", e);
        }
        return content;
    }

    static (Memory<byte> Salt, Memory<byte> Nonce, Memory<byte> Tag, Memory<byte> Cipher) Parts(Memory<byte> closed) =>
        (closed[..SaltSize], closed.Slice(SaltSize, NonceSize), closed.Slice(SaltSize + NonceSize, TagSize), closed[(SaltSize + NonceSize + TagSize)..]);

    static byte[] KeyFrom(string secret, Memory<byte> salt) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), KeySize, salt.ToArray(), Purpose);
}
