using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using QLab.Participants.Keys;

namespace QLab.Participants.SignIn;

/// <summary>A refresh token names its session and its generation and proves both with a keyed hash; it is stored nowhere.</summary>
sealed class RefreshTokens(KeyedHash hash)
{
    const int IdSize = 16, GenerationSize = sizeof(int), ProofSize = 32, Size = IdSize + GenerationSize + ProofSize;

    public string For(Session session) => Base64Url.EncodeToString(Bytes(session.Id, session.Generation, session.Secret));

    /// <returns>What the token claims, not yet proven.</returns>
    public static (Guid Session, int Generation)? Read(string token) =>
        Decode(token) is { } bytes ? (new Guid(bytes.AsSpan(0, IdSize)), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(IdSize))) : null;

    public bool IsProven(string token, Session session) =>
        Read(token) is { } claimed
            && CryptographicOperations.FixedTimeEquals(Decode(token), Bytes(session.Id, claimed.Generation, session.Secret));

    byte[] Bytes(Guid id, int generation, byte[] secret)
    {
        var bytes = new byte[Size];
        id.TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(IdSize), generation);
        hash.Of("refresh token", secret, bytes[..(IdSize + GenerationSize)]).CopyTo(bytes, IdSize + GenerationSize);
        return bytes;
    }

    static byte[]? Decode(string token)
    {
        var bytes = new byte[Size];
        return token.Length == Base64Url.GetEncodedLength(Size) && Base64Url.IsValid(token) && Base64Url.DecodeFromChars(token, bytes) == Size ? bytes : null;
    }
}
