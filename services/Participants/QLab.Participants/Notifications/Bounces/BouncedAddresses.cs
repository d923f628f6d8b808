using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using QLab.Participants.Keys;
using QLab.Participants.People;

namespace QLab.Participants.Notifications.Bounces;

sealed class BouncedAddresses(ParticipantsDb db, IOptions<KeyOptions> keys)
{
    static readonly byte[] Use = "qlab bounced addresses 1"u8.ToArray();

    public Task<bool> HardAsync(string email, CancellationToken ct)
    {
        var hash = HashOf(email);
        return db.BouncedAddresses.AnyAsync(b => b.AddressHash == hash && b.Kind == BounceKind.Hard, ct);
    }

    /// <summary>To how many of these addresses mail came back for good.</summary>
    public async Task<int> HardAsync(IEnumerable<string> emails, CancellationToken ct)
    {
        byte[][] hashes = [.. emails.Select(HashOf)];
        return await db.BouncedAddresses.CountAsync(b => hashes.Contains(b.AddressHash) && b.Kind == BounceKind.Hard, ct);
    }

    /// <summary>Of these hashes of addresses those from which mail came back for good.</summary>
    public Task<List<byte[]>> HardAsync(List<byte[]> hashes, CancellationToken ct) =>
        db.BouncedAddresses.Where(b => hashes.Contains(b.AddressHash) && b.Kind == BounceKind.Hard).Select(b => b.AddressHash)
            .ToListAsync(ct);

    /// <summary>A hard bounce stays hard, whatever comes later; a corrected address is another one.</summary>
    public Task RecordAsync(string email, BounceKind kind, string? reason, DateTimeOffset now, CancellationToken ct)
    {
        var (hash, name) = (HashOf(email), kind.ToString());
        return db.Database.ExecuteSqlAsync($"""
            INSERT INTO bounced_addresses AS b (address_hash, kind, count, reason, last_at) VALUES ({hash}, {name}, 1, {reason}, {now})
            ON CONFLICT (address_hash) DO UPDATE SET count = b.count + 1, reason = excluded.reason, last_at = excluded.last_at,
                kind = CASE WHEN b.kind = 'Hard' THEN b.kind ELSE excluded.kind END
            """, ct);
    }

    public Task<int> ForgetAsync(string email, CancellationToken ct)
    {
        var hash = HashOf(email);
        return db.BouncedAddresses.Where(b => b.AddressHash == hash).ExecuteDeleteAsync(ct);
    }

    public byte[] HashOf(string email)
    {
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(keys.Value.RequireSecret()), 32, info: Use);
        return HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(EmailAddress.KeyOf(email)));
    }
}
