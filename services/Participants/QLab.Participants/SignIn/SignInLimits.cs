using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using QLab.Participants.Keys;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.SignIn;

/// <summary>
/// Counts in the database, so that neither a restart nor another replica gives new tries; alike for an e-mail address that somebody
/// has and for one that nobody has.
/// </summary>
sealed class SignInLimits(ParticipantsDb db, KeyedHash hash, IOptions<SignInOptions> options, TimeProvider time)
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public async Task<Refusal?> TakeCodeAsync(CodePurpose purpose, byte[] addressHash, string client, CancellationToken ct) =>
        await TakeAsync("codes for a client", client, null, options.Value.CodesPerClient, options.Value.Window, ct)
        ?? await TakeAsync(
            $"{purpose} codes for an address", "", addressHash, options.Value.CodesPerAddress, options.Value.Window, ct);

    public async Task<Refusal?> TakeTryAsync(byte[] addressHash, string client, CancellationToken ct) =>
        await TakeAsync("tries of a client", client, null, options.Value.TriesPerClient, options.Value.Window, ct)
        ?? await TakeAsync(
            "tries of a client for an address", client, addressHash, options.Value.TriesPerAddress, options.Value.Window, ct);

    public Task<Refusal?> TakeTryElsewhereAsync(byte[] addressHash, CancellationToken ct) =>
        TakeAsync("tries elsewhere for an address", "", addressHash, options.Value.TriesElsewhereADay, Longest, ct);

    public Task ForgetAsync(byte[] addressHash, CancellationToken ct) =>
        db.SignInCounts.Where(c => c.AddressHash == addressHash).ExecuteDeleteAsync(ct);

    async Task<Refusal?> TakeAsync(string what, string client, byte[]? addressHash, int most, TimeSpan length, CancellationToken ct)
    {
        var key = hash.Of(what, Encoding.ASCII.GetBytes(client), addressHash ?? []);
        var now = time.GetUtcNow();
        var (over, window) = (now - length, length.TotalSeconds);
        var waits = await db.Database.SqlQuery<int>($"""
            INSERT INTO sign_in_counts AS c (key, address_hash, opened_at, count) VALUES ({key}, {addressHash}, {now}, 1)
            ON CONFLICT (key) DO UPDATE SET
                count = CASE WHEN c.opened_at <= {over} THEN 1 ELSE least(c.count, {most}) + 1 END,
                opened_at = CASE WHEN c.opened_at <= {over} THEN {now} ELSE c.opened_at END
            RETURNING CASE WHEN count <= {most} THEN 0 ELSE greatest(1, ceil({window} - extract(epoch FROM {now} - opened_at)))::int END AS "Value"
            """).ToListAsync(ct);
        return waits[0] == 0 ? null : SignInErrors.TooMany(waits[0]);
    }
}
