using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;

namespace QLab.Participants.Clients;

/// <summary>
/// Checks secrets without spending a PBKDF2 on every request. Once a secret has been seen to be right, its keyed hash answers for it,
/// for right and for wrong secrets alike; until then checks run one at a time, so that wrong secrets cannot take the processor.
/// </summary>
sealed class SecretCheck : IDisposable
{
    readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    readonly ConcurrentDictionary<string, byte[]> verified = new(StringComparer.Ordinal);
    readonly ConcurrencyLimiter slow =
        new(new() { PermitLimit = 1, QueueLimit = 16, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    /// <returns>Null when too many checks are waiting already.</returns>
    public async ValueTask<bool?> MatchesAsync(Client client, string secret, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var hash in client.SecretHashesAt(now))
            if (await MatchesAsync(hash, secret, ct) is not false and var answer) return answer;
        return false;
    }

    async ValueTask<bool?> MatchesAsync(string secretHash, string secret, CancellationToken ct)
    {
        var mac = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(secret));
        if (Known(secretHash) is { } known) return CryptographicOperations.FixedTimeEquals(known, mac);

        using var turn = await slow.AcquireAsync(1, ct);
        if (!turn.IsAcquired) return null;
        if (Known(secretHash) is { } meanwhile) return CryptographicOperations.FixedTimeEquals(meanwhile, mac);
        if (!Secret.Matches(secret, secretHash)) return false;
        verified[secretHash] = mac;
        return true;
    }

    byte[]? Known(string secretHash) => verified.GetValueOrDefault(secretHash);

    public void Dispose() => slow.Dispose();
}
