using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using QLab.Participants.Keys;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.Participants.SignIn;

/// <summary>Takes out codes, counts, revocations and sessions whose time is over.</summary>
sealed class TidySignIn(ParticipantsDb db, IOptions<SignInOptions> options, IOptions<KeyOptions> keys, TimeProvider time) : IPeriodicWork
{
    public async Task RunAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var (counted, expired) = (now - SignInLimits.Longest, OwnRevocations.OldestTokenOf(now, keys.Value));
        var (unused, oldest) = (now - options.Value.SessionIdle, now - options.Value.SessionLongest);
        await db.SignInCodes.Where(c => c.ExpiresAt <= now).ExecuteDeleteAsync(ct);
        await db.SignInCounts.Where(c => c.OpenedAt <= counted).ExecuteDeleteAsync(ct);
        await db.Revocations.Where(r => r.IssuedBefore <= expired).ExecuteDeleteAsync(ct);
        await db.Sessions.Where(s => s.RefreshedAt <= unused || s.StartedAt <= oldest).ExecuteDeleteAsync(ct);
    }
}
