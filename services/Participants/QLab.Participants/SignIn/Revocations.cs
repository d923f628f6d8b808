using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using QLab.Participants.Keys;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.SignIn;

/// <summary>The list, as this service has it and as it publishes it.</summary>
sealed class OwnRevocations(IServiceScopeFactory scopes, IOptions<KeyOptions> keys, TimeProvider time) : IRevocationSource
{
    static readonly TimeSpan ForClocksThatDiffer = TimeSpan.FromMinutes(2);

    public async Task<RevocationList> ReadAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var alive = OldestTokenOf(time.GetUtcNow(), keys.Value);
        return new(await scope.ServiceProvider.GetRequiredService<ParticipantsDb>().Revocations.Where(r => r.IssuedBefore > alive)
            .Select(r => new RevokedTokens(r.Claim, r.Value, r.IssuedBefore)).ToListAsync(ct));
    }

    /// <summary>What was issued before has expired everywhere.</summary>
    public static DateTimeOffset OldestTokenOf(DateTimeOffset now, KeyOptions keys) => now - keys.TokenLifetime - ForClocksThatDiffer;
}

static class RevocationsOfDb
{
    /// <summary>Joins the transaction of the change that it goes with.</summary>
    public static Task RevokeTokensAsync(this ParticipantsDb db, string claim, string value, DateTimeOffset issuedBefore, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"""
            INSERT INTO revocations AS r (claim, value, issued_before) VALUES ({claim}, {value}, {issuedBefore})
            ON CONFLICT (claim, value) DO UPDATE SET issued_before = greatest(r.issued_before, EXCLUDED.issued_before)
            """, ct);
}
