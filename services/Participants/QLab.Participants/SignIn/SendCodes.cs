using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using QLab.Participants.Notifications;

namespace QLab.Participants.SignIn;

/// <summary>Wakes <see cref="SendCodes"/> of this process; what another process left behind, its poll finds.</summary>
sealed class CodesAsked
{
    readonly Channel<bool> wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Wake() => wakes.Writer.TryWrite(true);

    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        try
        {
            await wakes.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Nobody woke it: the poll is for what another process left behind.
        }
    }
}

/// <summary>Looks up whose the addresses are and queues the codes, out of sight of whoever asked. Takes out what has expired.</summary>
sealed partial class SendCodes(IServiceScopeFactory scopes, CodesAsked asked, TimeProvider time, ILogger<SendCodes> logger) : BackgroundService
{
    const int AtOnce = 50;
    static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await SendAsync(stoppingToken) == AtOnce) stoppingToken.ThrowIfCancellationRequested();
            }
            catch (Exception e) when (e is NpgsqlException or DbUpdateException or InvalidOperationException)
            {
                Log.Waiting(logger, e.Message);
            }
            await asked.WaitAsync(Poll, time, stoppingToken);
        }
    }

    async Task<int> SendAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ParticipantsDb>();
        var codes = scope.ServiceProvider.GetRequiredService<SignInCodes>();
        var notifications = scope.ServiceProvider.GetRequiredService<NotificationQueue>();

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var open = await db.SignInCodes
            .FromSql($"SELECT * FROM sign_in_codes WHERE sealed_address IS NOT NULL ORDER BY asked_at LIMIT {AtOnce} FOR UPDATE SKIP LOCKED")
            .ToListAsync(ct);
        foreach (var code in open)
        {
            var address = codes.OpenAddress(code);
            if (code.ExpiresAt > time.GetUtcNow() && await db.People.Where(p => p.EmailKey == address).Select(p => (Guid?)p.Id).SingleOrDefaultAsync(ct) is { } person)
                notifications.Add(code.Id, new Recipient(PersonId: person), "sign-in-code", new Dictionary<string, string> { ["code"] = codes.For(code.Id, code.AddressHash) });
            code.SealedAddress = null;
        }
        if (open.Count > 0) await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return open.Count;
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Sign-in codes wait: {Reason}")]
        public static partial void Waiting(ILogger logger, string reason);
    }
}
