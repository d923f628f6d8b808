using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using QLab.Participants.Keys;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.SignIn;

/// <summary>Counts in the database, so that neither a restart nor another replica gives new tries.</summary>
sealed class SignInLimits(ParticipantsDb db, KeyedHash hash, IOptions<SignInOptions> options, TimeProvider time)
{
    const string Address = "codes for an address";

    /// <summary>The same for an address that somebody has and for one that nobody has.</summary>
    public async Task<Refusal?> TakeCodeAsync(byte[] addressHash, string client, CancellationToken ct) =>
        await TakeAsync("codes for a client", Encoding.ASCII.GetBytes(client), options.Value.CodesPerClient, ct)
        ?? await TakeAsync(Address, addressHash, options.Value.CodesPerAddress, ct);

    public Task<Refusal?> TakeTryAsync(string client, CancellationToken ct) =>
        TakeAsync("tries of a client", Encoding.ASCII.GetBytes(client), options.Value.TriesPerClient, ct);

    public async Task ForgetAsync(byte[] addressHash, CancellationToken ct)
    {
        var key = hash.Of(Address, addressHash);
        await db.SignInCounts.Where(c => c.Key == key).ExecuteDeleteAsync(ct);
    }

    async Task<Refusal?> TakeAsync(string what, byte[] who, int most, CancellationToken ct)
    {
        var key = hash.Of(what, who);
        var now = time.GetUtcNow();
        var (over, window) = (now - options.Value.Window, options.Value.Window.TotalSeconds);
        var waits = await db.Database.SqlQuery<int>($"""
            INSERT INTO sign_in_counts AS c (key, opened_at, count) VALUES ({key}, {now}, 1)
            ON CONFLICT (key) DO UPDATE SET
                count = CASE WHEN c.opened_at <= {over} THEN 1 ELSE least(c.count, {most}) + 1 END,
                opened_at = CASE WHEN c.opened_at <= {over} THEN {now} ELSE c.opened_at END
            RETURNING CASE WHEN count <= {most} THEN 0 ELSE greatest(1, ceil({window} - extract(epoch FROM {now} - opened_at)))::int END AS "Value"
            """).ToListAsync(ct);
        return waits[0] == 0 ? null : SignInErrors.TooMany(waits[0]);
    }
}
