using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using Npgsql;

namespace QLab.Participants.Keys;

/// <summary>The keys of this process: read from the database, and read again every few seconds while they are in use.</summary>
sealed partial class SigningKeys(
    IServiceScopeFactory scopes, IOptions<KeyOptions> options, TimeProvider time, ILogger<SigningKeys> logger) : IDisposable
{
    readonly SemaphoreSlim reading = new(1);
    volatile Snapshot? latest;

    public async ValueTask<KeyRing> ReadAsync(CancellationToken ct)
    {
        if (Fresh() is { } ring) return ring;
        await reading.WaitAsync(ct);
        try
        {
            return Fresh() ?? await ReadAgain(ct);
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>The next reader goes to the database.</summary>
    public void Forget() => latest = latest is { } snapshot ? snapshot with { ReadAt = null } : null;

    KeyRing? Fresh() =>
        latest is { ReadAt: { } readAt } snapshot && time.GetElapsedTime(readAt) < options.Value.ReadAgainAfter ? snapshot.Ring : null;

    async Task<KeyRing> ReadAgain(CancellationToken ct)
    {
        var before = latest;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ParticipantsDb>();
            var stored = await db.SigningKeys.AsNoTracking().ToListAsync(ct);
            var opened = stored.ToDictionary(key => key.Kid, key => before?.Keys.GetValueOrDefault(key.Kid) ?? Open(key));
            latest = new(opened, new(opened.Values, options.Value.KeptAfter), time.GetTimestamp());
        }
        catch (NpgsqlException e) when (before is not null && e.IsTransient)
        {
            Log.Kept(logger, e.Message);
            latest = before with { ReadAt = time.GetTimestamp() };
        }
        return latest.Ring;
    }

    RingKey Open(SigningKey key) => new(key.Open(options.Value.RequireSecret()), key.SignsFrom);

    public void Dispose() => reading.Dispose();

    sealed record Snapshot(IReadOnlyDictionary<string, RingKey> Keys, KeyRing Ring, long? ReadAt);

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The database is away; the signing keys that were read before stay in use: {Reason}")]
        public static partial void Kept(ILogger logger, string reason);
    }
}

sealed record RingKey(ECDsaSecurityKey Key, DateTimeOffset SignsFrom);

/// <summary>Which key signs and which are published at a moment. Each key signs until the next one does.</summary>
sealed class KeyRing(IEnumerable<RingKey> keys, TimeSpan keptAfter)
{
    readonly RingKey[] keys = [.. keys.OrderBy(key => key.SignsFrom)];

    /// <remarks>The first key of all signs even before its time: another replica's clock may be ahead.</remarks>
    public ECDsaSecurityKey Signing(DateTimeOffset now) => (keys.LastOrDefault(key => key.SignsFrom <= now) ?? keys[0]).Key;

    public IReadOnlyList<ECDsaSecurityKey> Published(DateTimeOffset now) =>
        [.. keys.Where((_, i) => i == keys.Length - 1 || now < RetiresAt(i)).Select(key => key.Key)];

    public bool IsRotating(DateTimeOffset now) => keys[^1].SignsFrom > now;

    DateTimeOffset RetiresAt(int index) => keys[index + 1].SignsFrom + keptAfter;
}

/// <summary>Makes key pairs and opens them again.</summary>
static class SigningKeyPairs
{
    public static SigningKey New(string secret, DateTimeOffset now, DateTimeOffset signsFrom)
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var kid = Base64UrlEncoder.Encode(new ECDsaSecurityKey(pair).ComputeJwkThumbprint());
        return new() { Kid = kid, Sealed = Seal.Close(pair.ExportPkcs8PrivateKey(), secret, kid), MadeAt = now, SignsFrom = signsFrom };
    }

    public static ECDsaSecurityKey Open(this SigningKey key, string secret)
    {
        var pair = ECDsa.Create();
        pair.ImportPkcs8PrivateKey(Seal.Open(key.Sealed, secret, key.Kid), out _);
        return new(pair) { KeyId = key.Kid };
    }
}
