using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;

namespace QLab.Participants.Clients;

/// <summary>
/// Checks secrets without spending a PBKDF2 on every request. Once a client's secret has been seen to be right, its keyed hash answers for it,
/// for right and for wrong secrets alike; until then checks run one at a time, so that wrong secrets cannot take the processor.
/// </summary>
sealed class SecretCheck : IDisposable
{
    readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    readonly ConcurrentDictionary<string, (string SecretHash, byte[] Mac)> verified = new(StringComparer.Ordinal);
    readonly ConcurrencyLimiter slow = new(new() { PermitLimit = 1, QueueLimit = 16, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    /// <returns>Null when too many checks are waiting already.</returns>
    public async ValueTask<bool?> MatchesAsync(Client client, string secret, CancellationToken ct)
    {
        var mac = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(secret));
        if (Known(client) is { } known) return CryptographicOperations.FixedTimeEquals(known, mac);

        using var turn = await slow.AcquireAsync(1, ct);
        if (!turn.IsAcquired) return null;
        if (Known(client) is { } meanwhile) return CryptographicOperations.FixedTimeEquals(meanwhile, mac);
        if (!Secret.Matches(secret, client.SecretHash)) return false;
        verified[client.ClientId] = (client.SecretHash, mac);
        return true;
    }

    byte[]? Known(Client client) =>
        verified.TryGetValue(client.ClientId, out var entry) && entry.SecretHash == client.SecretHash ? entry.Mac : null;

    public void Dispose() => slow.Dispose();
}
