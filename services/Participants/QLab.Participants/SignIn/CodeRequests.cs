using Microsoft.Extensions.Options;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.Participants.SignIn;

/// <param name="ExpiresInSeconds">How long a code is good, if one is sent: whether it is, only the address's owner learns.</param>
sealed record AskedForCode(int ExpiresInSeconds);

/// <summary>
/// Takes a request for a code. Does not look whether anybody has the address: that is done later and elsewhere, so the answer cannot
/// tell, not even by its time.
/// </summary>
sealed class CodeRequests(
    ParticipantsDb db, SignInCodes codes, SignInLimits limits, WakeSignal<SendCodes> sender, IOptions<SignInOptions> options,
    TimeProvider time)
{
    public async Task<(AskedForCode? Asked, Refusal? Refusal)> AskAsync(
        CodePurpose purpose, string email, string client, CancellationToken ct)
    {
        var address = codes.HashOf(email);
        if (await limits.TakeCodeAsync(purpose, address, client, ct) is { } refusal) return (null, refusal);

        var (id, now) = (Guid.NewGuid(), time.GetUtcNow());
        db.SignInCodes.Add(new SignInCode
        {
            Id = id, Purpose = purpose, AddressHash = address, SealedAddress = codes.SealAddress(id, email),
            AskedFrom = codes.HashOfClient(client), AskedAt = now, ExpiresAt = now + options.Value.CodeLifetime,
        });
        await db.SaveChangesAsync(ct);
        sender.Wake();
        return (new((int)options.Value.CodeLifetime.TotalSeconds), null);
    }
}
