using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using QLab.Participants.Keys;
using QLab.ServiceDefaults.Problems;

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

/// <summary>
/// Says whether a code is right. Wrong tries count against the client address that they come from, never against the code: no stranger
/// ends it. All client addresses together have a bound for each e-mail address; who asked for a code keeps their tries at that one.
/// </summary>
sealed class CodeCheck(ParticipantsDb db, SignInCodes codes, SignInLimits limits, TimeProvider time)
{
    public async Task<Refusal?> CheckAsync(CodePurpose purpose, string email, string code, string client, CancellationToken ct)
    {
        var (address, from, now) = (codes.HashOf(email), codes.HashOfClient(client), time.GetUtcNow());
        if (await limits.TakeTryAsync(address, client, ct) is { } tooMany) return tooMany;

        var live = await db.SignInCodes.AsNoTracking()
            .Where(c => c.AddressHash == address && c.Purpose == purpose && c.ExpiresAt > now)
            .Select(c => new { c.Id, AskedHere = c.AskedFrom == from })
            .ToListAsync(ct);
        if (live.Any(c => !c.AskedHere) && await limits.TakeTryElsewhereAsync(address, ct) is { } tooManyElsewhere)
        {
            live.RemoveAll(c => !c.AskedHere);
            if (live.Count == 0) return SignInErrors.TooManyElsewhere(tooManyElsewhere);
        }
        return live.Aggregate(false, (found, c) => codes.IsRight(c.Id, address, code) | found) ? null : SignInErrors.CodeNotValid;
    }

    /// <summary>Within a transaction: a code is good once, however often it comes at the same moment.</summary>
    /// <returns>False when somebody else was faster.</returns>
    public async Task<bool> SpendAsync(CodePurpose purpose, string email, CancellationToken ct)
    {
        var address = codes.HashOf(email);
        return await db.SignInCodes.Where(c => c.AddressHash == address && c.Purpose == purpose).ExecuteDeleteAsync(ct) > 0;
    }
}
