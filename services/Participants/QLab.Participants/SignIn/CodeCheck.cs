using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.SignIn;

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
