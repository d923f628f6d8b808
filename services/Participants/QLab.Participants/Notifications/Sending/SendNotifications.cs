using Microsoft.EntityFrameworkCore;
using QLab.Participants.Notifications.Mail;

namespace QLab.Participants.Notifications.Sending;

/// <summary>
/// Sends what waits, each notification once. An attempt is marked and committed before anything is handed over, and the row stays locked
/// until the result is written: an attempt that is marked and not locked was cut off, and is settled by looking, never by sending blindly again.
/// </summary>
sealed partial class SendNotifications(
    IServiceScopeFactory scopes, IMailDelivery delivery, SendSignal signal, TimeProvider time, ILogger<SendNotifications> logger) : BackgroundService
{
    const int AtOnce = 20, Side = 4;
    static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var found = 0;
            try
            {
                found = await RoundAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                Log.RoundFailed(logger, e);
                await Task.Delay(Poll, time, stoppingToken);
            }
            if (found < AtOnce) await signal.WaitAsync(Poll, stoppingToken);
        }
    }

    /// <returns>How many notifications were due.</returns>
    public async Task<int> RoundAsync(CancellationToken ct)
    {
        var (found, begun) = await BeginAsync(ct);
        await Parallel.ForEachAsync(begun, new ParallelOptions { MaxDegreeOfParallelism = Side, CancellationToken = ct }, async (attempt, _) => await AttemptAsync(attempt));
        return found;
    }

    async Task<(int Found, IReadOnlyList<(Guid Id, int Number)> Begun)> BeginAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ParticipantsDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = time.GetUtcNow();
        var due = await db.Notifications.FromSql(
            $"SELECT * FROM notifications WHERE next_attempt_at <= {now} ORDER BY next_attempt_at LIMIT {AtOnce} FOR UPDATE SKIP LOCKED").ToListAsync(ct);
        foreach (var notification in due) await BeginOrSettleAsync(notification, now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return (due.Count, [.. due.Where(n => n.State == NotificationState.Sending).Select(n => (n.Id, n.Attempts))]);
    }

    async Task BeginOrSettleAsync(Notification notification, DateTimeOffset now)
    {
        var arrived = notification.State == NotificationState.Sending ? await delivery.HasArrivedAsync(notification.Id) : false;
        if (arrived is true) notification.Sent(now);
        else if (arrived is null) notification.LeaveUncertain("The attempt was cut off: it may have gone out.", now);
        else notification.Begin(now);
    }

    async Task AttemptAsync((Guid Id, int Number) attempt)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ParticipantsDb>();
            await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
            var notification = (await db.Notifications.FromSql(
                $"SELECT * FROM notifications WHERE id = {attempt.Id} AND state = 'Sending' AND attempts = {attempt.Number} FOR UPDATE SKIP LOCKED").ToListAsync()).SingleOrDefault();
            if (notification is null) return;

            await SendAsync(notification, scope.ServiceProvider.GetRequiredService<Composer>());
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            Log.Attempted(logger, notification.State == NotificationState.Sent ? LogLevel.Debug : LogLevel.Warning, notification.Id, notification.Template, notification.State, notification.Reason);
        }
        catch (Exception e)
        {
            // The row says "sending" still: the next round looks what became of it.
            Log.AttemptFailed(logger, attempt.Id, e);
        }
    }

    async Task SendAsync(Notification notification, Composer composer)
    {
        var composed = await composer.ComposeAsync(notification, CancellationToken.None);
        var outcome = composed.Mail is { } mail ? await delivery.DeliverAsync(notification.Id, mail, CancellationToken.None) : null;
        var now = time.GetUtcNow();
        if (composed.WithheldBecause is { } withheld) notification.Withhold(withheld, now);
        else if (composed.FailedBecause is { } failed) notification.Fail(failed, now);
        else if (outcome!.Kind == DeliveryKind.Delivered) notification.Sent(now);
        else if (outcome.Kind == DeliveryKind.Deferred) notification.Postpone(outcome.Reason!, now);
        else if (outcome.Kind == DeliveryKind.Refused) notification.Fail(outcome.Reason!, now);
        else notification.LeaveUncertain(outcome.Reason!, now);
    }

    static partial class Log
    {
        [LoggerMessage("Notification {Id} ({Template}): {State} {Reason}")]
        public static partial void Attempted(ILogger logger, LogLevel level, Guid id, string template, NotificationState state, string? reason);

        [LoggerMessage(LogLevel.Error, "The attempt to send notification {Id} was cut off")]
        public static partial void AttemptFailed(ILogger logger, Guid id, Exception e);

        [LoggerMessage(LogLevel.Error, "The sender could not finish a round; it goes on")]
        public static partial void RoundFailed(ILogger logger, Exception e);
    }
}
