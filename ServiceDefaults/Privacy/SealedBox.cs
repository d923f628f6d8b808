using System.Security.Cryptography;

namespace QLab.ServiceDefaults.Privacy;

/// <summary>
/// Bytes that only the holder of a private key can read: ECDH on P-256 with a key made for each box, HKDF-SHA-256, AES-256-GCM.
/// </summary>
public static class SealedBox
{
    const int NonceSize = 12, TagSize = 16, KeySize = 32, PublicKeySize = 91;
    static readonly byte[] Purpose = "qlab sealed box 1"u8.ToArray();

    /// <summary>How long a box is that holds nothing: fewer bytes are no box.</summary>
    public const int Smallest = PublicKeySize + NonceSize + TagSize;

    /// <summary>A new pair of keys.</summary>
    /// <returns>The public key as SubjectPublicKeyInfo and the private one as PKCS #8, both DER.</returns>
    public static (byte[] Public, byte[] Private) NewKeys()
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return (key.ExportSubjectPublicKeyInfo(), key.ExportPkcs8PrivateKey());
    }

    /// <summary>The public half of a private key.</summary>
    /// <param name="privateKey">As <see cref="NewKeys"/> gave it.</param>
    public static byte[] PublicKeyOf(byte[] privateKey)
    {
        using var key = ECDiffieHellman.Create();
        key.ImportPkcs8PrivateKey(privateKey, out _);
        return key.ExportSubjectPublicKeyInfo();
    }

    /// <summary>Closes a box.</summary>
    /// <param name="content">What goes into it.</param>
    /// <param name="publicKey">The receiver's key, as <see cref="NewKeys"/> gave it.</param>
    public static byte[] Close(ReadOnlySpan<byte> content, byte[] publicKey)
    {
        using var own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var receiver = ECDiffieHellman.Create();
        receiver.ImportSubjectPublicKeyInfo(publicKey, out _);

        var box = new byte[PublicKeySize + NonceSize + TagSize + content.Length];
        own.ExportSubjectPublicKeyInfo().CopyTo(box, 0);
        var (nonce, tag, cipher) = Parts(box);
        RandomNumberGenerator.Fill(nonce.Span);
        using var aes = new AesGcm(Derive(own, receiver), TagSize);
        aes.Encrypt(nonce.Span, content, cipher.Span, tag.Span);
        return box;
    }

    /// <summary>Opens a box.</summary>
    /// <param name="box">What <see cref="Close"/> gave.</param>
    /// <param name="privateKey">The receiver's key, as <see cref="NewKeys"/> gave it.</param>
    /// <exception cref="CryptographicException">It was closed for another key, or changed since.</exception>
    public static byte[] Open(byte[] box, byte[] privateKey)
    {
        using var own = ECDiffieHellman.Create();
        own.ImportPkcs8PrivateKey(privateKey, out _);
        using var sender = ECDiffieHellman.Create();
        sender.ImportSubjectPublicKeyInfo(box.AsSpan(0, PublicKeySize), out _);

        var (nonce, tag, cipher) = Parts(box);
        var content = new byte[cipher.Length];
        using var aes = new AesGcm(Derive(own, sender), TagSize);
        aes.Decrypt(nonce.Span, cipher.Span, tag.Span, content);
        return content;
    }

    static (Memory<byte> Nonce, Memory<byte> Tag, Memory<byte> Cipher) Parts(Memory<byte> box) =>
        (box.Slice(PublicKeySize, NonceSize), box.Slice(PublicKeySize + NonceSize, TagSize), box[(PublicKeySize + NonceSize + TagSize)..]);

    static byte[] Derive(ECDiffieHellman own, ECDiffieHellman other) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, own.DeriveRawSecretAgreement(other.PublicKey), KeySize, info: Purpose);
}
