using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using QLab.Participants.Keys;
using QLab.Participants.People;

namespace QLab.Participants.SignIn;

/// <summary>
/// One-time codes of eight digits. A code is the keyed hash of its row's id and address, so it can be told and checked without being
/// stored. Whoever holds the database alone learns no code; a slow hash would add nothing for ten minutes and few tries.
/// </summary>
sealed class SignInCodes(KeyedHash hash, IOptions<KeyOptions> keys)
{
    const int Digits = 8;
    const ulong Codespace = 100_000_000;

    public byte[] HashOf(string email) => hash.Of("sign-in address", Encoding.UTF8.GetBytes(EmailAddress.KeyOf(email)));

    public byte[] HashOfClient(string client) => hash.Of("client that asks", Encoding.ASCII.GetBytes(client));

    public string For(Guid id, byte[] addressHash)
    {
        var number = BinaryPrimitives.ReadUInt64BigEndian(hash.Of("sign-in code", id.ToByteArray(), addressHash)) % Codespace;
        return number.ToString($"D{Digits}", CultureInfo.InvariantCulture);
    }

    public bool IsRight(Guid id, byte[] addressHash, string code) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(For(id, addressHash)), Encoding.UTF8.GetBytes(code));

    public byte[] SealAddress(Guid id, string email) =>
        Seal.Close(Encoding.UTF8.GetBytes(EmailAddress.KeyOf(email)), keys.Value.RequireSecret(), id.ToString());

    public string OpenAddress(SignInCode code) =>
        Encoding.UTF8.GetString(Seal.Open(code.SealedAddress!, keys.Value.RequireSecret(), code.Id.ToString()));
}
