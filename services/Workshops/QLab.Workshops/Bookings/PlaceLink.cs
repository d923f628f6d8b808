using System.Buffers.Text;
using System.Security.Cryptography;

namespace QLab.Workshops.Bookings;

/// <summary>The secret end of a link in a mail: it names a booking and proves that it was sent to whose it is.</summary>
static class PlaceLink
{
    const int IdSize = 16, SecretSize = 32, Size = IdSize + SecretSize;

    public static (string Token, byte[] Hash) New(Guid booking)
    {
        var secret = RandomNumberGenerator.GetBytes(SecretSize);
        return (Base64Url.EncodeToString([.. booking.ToByteArray(), .. secret]), SHA256.HashData(secret));
    }

    /// <returns>Which booking the token names, and what is to be among its hashes; null when it is no token.</returns>
    public static (Guid Booking, byte[] Hash)? Read(string token)
    {
        var bytes = new byte[Size];
        return token.Length == Base64Url.GetEncodedLength(Size) && Base64Url.IsValid(token) && Base64Url.DecodeFromChars(token, bytes) == Size
            ? (new Guid(bytes.AsSpan(0, IdSize)), SHA256.HashData(bytes.AsSpan(IdSize)))
            : null;
    }

    public static bool Proves(byte[] hash, Booking booking) =>
        booking.LinkHashes.Any(known => CryptographicOperations.FixedTimeEquals(known, hash));
}
