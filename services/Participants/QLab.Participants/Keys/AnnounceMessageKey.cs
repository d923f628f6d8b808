using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Participants.Keys;

/// <summary>
/// Tells the other services the message key: often at first, because theirs may be the first start of all and their queues not be there
/// yet.
/// </summary>
sealed partial class AnnounceMessageKey(
    IServiceScopeFactory scopes, MessageKeyPair key, TimeProvider time, ILogger<AnnounceMessageKey> logger) : BackgroundService
{
    static readonly TimeSpan First = TimeSpan.FromSeconds(2), Longest = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var wait = First; ; wait = wait * 2 < Longest ? wait * 2 : Longest)
        {
            await AnnounceAsync(stoppingToken);
            await Task.Delay(wait, time, stoppingToken);
        }
    }

    async Task AnnounceAsync(CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<IEvents>().Publish(new MessageKeyAnnounced(key.Public, time.GetUtcNow()));
            await scope.ServiceProvider.GetRequiredService<ParticipantsDb>().SaveChangesAsync(ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.NotAnnounced(logger, e.GetBaseException().Message);
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The message key is announced later: {Reason}")]
        public static partial void NotAnnounced(ILogger logger, string reason);
    }
}
