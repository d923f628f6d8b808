using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;

namespace QLab.Participants.Clients;

/// <summary>
/// Checks secrets without spending a PBKDF2 on every request: once a secret has been seen to be right, its keyed hash answers for it.
/// Every "no" costs the same two hashes, whether there is such a client or not, whether it has one secret or two, and whether it has
/// been used: nobody learns from the time which clients there are. They run one at a time, so that wrong secrets cannot take the
/// processor.
/// </summary>
/// <param name="matches"><see cref="Secret.Matches"/>.</param>
sealed class SecretCheck(Func<string, string, bool> matches) : IDisposable
{
    static readonly string Nobodys = Secret.Hash(Secret.New());

    readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    readonly ConcurrentDictionary<string, byte[]> verified = new(StringComparer.Ordinal);
    readonly ConcurrencyLimiter slow =
        new(new() { PermitLimit = 1, QueueLimit = 16, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    /// <returns>Null when too many checks are waiting already.</returns>
    public async ValueTask<bool?> MatchesAsync(Client? client, string secret, DateTimeOffset now, CancellationToken ct)
    {
        var mac = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(secret));
        string[] hashes = [.. client?.SecretHashesAt(now) ?? []];
        if (hashes.Any(hash => IsKnown(hash, mac))) return true;

        using var turn = await slow.AcquireAsync(1, ct);
        if (!turn.IsAcquired) return null;
        if (hashes.Any(hash => IsKnown(hash, mac))) return true;
        string? right = null;
        foreach (var hash in (string[])[hashes.ElementAtOrDefault(0) ?? Nobodys, hashes.ElementAtOrDefault(1) ?? Nobodys])
            if (matches(secret, hash)) right = hash;
        if (right is null) return false;
        verified[right] = mac;
        return true;
    }

    bool IsKnown(string secretHash, byte[] mac) =>
        verified.TryGetValue(secretHash, out var known) && CryptographicOperations.FixedTimeEquals(known, mac);

    public void Dispose() => slow.Dispose();
}
