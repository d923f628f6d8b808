using System.Security.Cryptography;

namespace QLab.Surveys.Imports;

/// <summary>What a request sends, hashed while it is read, to know the same file again.</summary>
sealed class HashedBody : IDisposable
{
    readonly SHA256 hash = SHA256.Create();
    readonly CryptoStream content;

    public HashedBody(Stream body) => content = new(body, hash, CryptoStreamMode.Read, leaveOpen: true);

    public Stream Content => content;

    /// <summary>The hash of all of it, what has not been read yet included.</summary>
    public async Task<byte[]> FingerprintAsync(CancellationToken ct)
    {
        await content.CopyToAsync(Stream.Null, ct);
        return hash.Hash!;
    }

    public void Dispose()
    {
        content.Dispose();
        hash.Dispose();
    }
}
