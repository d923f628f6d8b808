using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using QLab.Participants.Keys;

namespace QLab.Participants.SignIn;

/// <summary>Takes out codes, counts, revocations and sessions whose time is over.</summary>
sealed partial class TidySignIn(
    IServiceScopeFactory scopes, IOptions<SignInOptions> options, IOptions<KeyOptions> keys, TimeProvider time, ILogger<TidySignIn> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await TidyAsync(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                Log.NotTidied(logger, e.Message);
            }
        }
    }

    public async Task TidyAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ParticipantsDb>();
        var now = time.GetUtcNow();
        var (counted, expired) = (now - options.Value.Window, OwnRevocations.OldestTokenOf(now, keys.Value));
        var (unused, oldest) = (now - options.Value.SessionIdle, now - options.Value.SessionLongest);
        await db.SignInCodes.Where(c => c.ExpiresAt <= now).ExecuteDeleteAsync(ct);
        await db.SignInCounts.Where(c => c.OpenedAt <= counted).ExecuteDeleteAsync(ct);
        await db.Revocations.Where(r => r.IssuedBefore <= expired).ExecuteDeleteAsync(ct);
        await db.Sessions.Where(s => s.RefreshedAt <= unused || s.StartedAt <= oldest).ExecuteDeleteAsync(ct);
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "What is over stays for another minute: {Reason}")]
        public static partial void NotTidied(ILogger logger, string reason);
    }
}
