using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using QLab.Participants.Audit;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Keys;

/// <param name="Kid">The new key: published now.</param>
/// <param name="SignsFrom">When it begins to sign; by then every validator has read it.</param>
/// <param name="OlderKeysUntil">When the last token of the older keys has expired and they are no longer published.</param>
sealed record RotatedKeys(string Kid, DateTimeOffset SignsFrom, DateTimeOffset OlderKeysUntil);

static class RotateKeys
{
    public static async Task<Results<Ok<RotatedKeys>, ProblemHttpResult>> Handle(
        ParticipantsDb db, SigningKeys keys, IOptions<KeyOptions> options, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        await db.LockSigningKeysAsync(ct);

        var now = time.GetUtcNow();
        if (await db.SigningKeys.MaxAsync(key => key.SignsFrom, ct) is var latest && latest > now)
            return KeyErrors.Rotating(latest, now).ToProblem();

        var next = SigningKeyPairs.New(options.Value.RequireSecret(), now, signsFrom: now + options.Value.SignsAfter);
        var retiredBefore = now - options.Value.KeptAfter;
        await db.SigningKeys.Where(key => db.SigningKeys.Any(later => later.SignsFrom > key.SignsFrom && later.SignsFrom < retiredBefore))
            .ExecuteDeleteAsync(ct);
        db.SigningKeys.Add(next);
        await audit.ChangedAsync("signing keys rotated", ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);

        keys.Forget();
        return TypedResults.Ok(new RotatedKeys(next.Kid, next.SignsFrom, next.SignsFrom + options.Value.KeptAfter));
    }
}

static class KeyErrors
{
    public static Refusal Rotating(DateTimeOffset signsFrom, DateTimeOffset now) =>
        Refusal.Conflict("rotation-under-way", $"A new key is published already and signs from {signsFrom.UtcDateTime:O}.") with
        {
            RetryAfterSeconds = (int)Math.Ceiling((signsFrom - now).TotalSeconds),
        };
}
