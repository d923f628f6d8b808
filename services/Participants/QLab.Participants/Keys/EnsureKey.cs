using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace QLab.Participants.Keys;

/// <summary>On start there is a signing key that this build's secret can open.</summary>
sealed class EnsureKey(IServiceScopeFactory scopes, SigningKeys keys, IOptions<KeyOptions> options, TimeProvider time) : IHostedService
{
    public async Task StartAsync(CancellationToken ct)
    {
        var secret = options.Value.RequireSecret();
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<ParticipantsDb>();
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.LockSigningKeysAsync(ct);
            if (!await db.SigningKeys.AnyAsync(ct))
            {
                var now = time.GetUtcNow();
                db.SigningKeys.Add(SigningKeyPairs.New(secret, now, signsFrom: now));
                await db.SaveChangesAsync(ct);
            }
            await transaction.CommitAsync(ct);
        }
        await keys.ReadAsync(ct);
    }

    public Task StopAsync(CancellationToken ct) => Task.CompletedTask;
}
