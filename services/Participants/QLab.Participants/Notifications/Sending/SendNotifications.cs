using Microsoft.EntityFrameworkCore;
using QLab.Participants.Notifications.Mail;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.Participants.Notifications.Sending;

/// <summary>
/// Sends what waits, each notification once. An attempt is marked and committed before anything is handed over, and the row stays
/// locked until the result is written: an attempt that is marked and not locked was cut off, and is settled by looking, never by
/// sending blindly again.
/// </summary>
sealed partial class SendNotifications(
    IServiceScopeFactory scopes, IMailDelivery delivery, TimeProvider time, ILogger<SendNotifications> logger) : IPeriodicWork
{
    const int AtOnce = 20, SideBySide = 4;

    public async Task RunAsync(CancellationToken ct)
    {
        while (await RoundAsync(ct) == AtOnce) ct.ThrowIfCancellationRequested();
    }

    /// <returns>How many notifications were due.</returns>
    public async Task<int> RoundAsync(CancellationToken ct)
    {
        var due = await DueAsync(ct);
        await Parallel.ForEachAsync(due, new ParallelOptions
        {
            MaxDegreeOfParallelism = SideBySide, CancellationToken = ct,
        }, async (id, _) => await AttemptAsync(id));
        return due.Count;
    }

    async Task<List<Guid>> DueAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<ParticipantsDb>(), time.GetUtcNow());
        return await db.Notifications.Where(n => n.NextAttemptAt <= now)
            .OrderBy(n => n.NextAttemptAt)
            .Select(n => n.Id)
            .Take(AtOnce)
            .ToListAsync(ct);
    }

    /// <remarks>Not cancelled when the service stops: what has begun is brought to its end, within the time that a stop is given.</remarks>
    async Task AttemptAsync(Guid id)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ParticipantsDb>();
            var now = time.GetUtcNow();
            FormattableString due = $"SELECT * FROM notifications WHERE id = {id} AND next_attempt_at <= {now} FOR UPDATE SKIP LOCKED";
            if (await ChangeAsync(db, due, n => BeginOrSettleAsync(n, now)) is not { State: NotificationState.Sending } begun) return;

            db.ChangeTracker.Clear();
            FormattableString mine =
                $"SELECT * FROM notifications WHERE id = {id} AND state = 'Sending' AND attempts = {begun.Attempts} FOR UPDATE SKIP LOCKED";
            var composer = scope.ServiceProvider.GetRequiredService<Composer>();
            if (await ChangeAsync(db, mine, n => SendAsync(n, composer)) is not { } done) return;
            Log.Attempted(logger, done.State is NotificationState.Sent or NotificationState.ToPrint ? LogLevel.Debug : LogLevel.Warning, id, done.Template, done.State, done.Reason);
        }
        catch (Exception e)
        {
            // The row says "sending" still: the next round looks what became of it.
            Log.AttemptFailed(logger, id, e);
        }
    }

    /// <summary>Changes the notification under its lock; null when it is no longer as it should be, or somebody else holds it.</summary>
    static async Task<Notification?> ChangeAsync(ParticipantsDb db, FormattableString which, Func<Notification, Task> change)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var notification = (await db.Notifications.FromSql(which).ToListAsync()).SingleOrDefault();
        if (notification is null) return null;
        await change(notification);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return notification;
    }

    async Task BeginOrSettleAsync(Notification notification, DateTimeOffset now)
    {
        var arrived = notification.State == NotificationState.Sending ? await delivery.HasArrivedAsync(notification.Id) : false;
        if (arrived is true) notification.Sent(now);
        else if (arrived is null) notification.LeaveUncertain("The attempt was cut off: it may have gone out.", now);
        else notification.Begin(now);
    }

    async Task SendAsync(Notification notification, Composer composer)
    {
        var composed = await ComposeAsync(notification, composer);
        var outcome = composed?.Mail is { } mail ? await delivery.DeliverAsync(notification.Id, mail, CancellationToken.None) : null;
        var now = time.GetUtcNow();
        if (composed is null) notification.Postpone("It could not be put together; the log says why.", now);
        else if (composed.WithheldBecause is { } withheld) notification.Withhold(withheld, now);
        else if (composed.FailedBecause is { } failed) notification.Fail(failed, now);
        else if (composed.Letter is not null) notification.LeaveToPrint();
        else if (outcome!.Kind == DeliveryKind.Delivered) notification.Sent(now);
        else if (outcome.Kind == DeliveryKind.Deferred) notification.Postpone(outcome.Reason!, now);
        else if (outcome.Kind == DeliveryKind.Refused) notification.Fail(outcome.Reason!, now);
        else notification.LeaveUncertain(outcome.Reason!, now);
    }

    async Task<Composed?> ComposeAsync(Notification notification, Composer composer)
    {
        try
        {
            return await composer.ComposeAsync(notification, CancellationToken.None);
        }
        catch (Exception e)
        {
            // Nothing has been handed over yet, so it may be tried again, but not for ever.
            Log.NotComposed(logger, notification.Id, e);
            return null;
        }
    }

    static partial class Log
    {
        [LoggerMessage("Notification {Id} ({Template}): {State} {Reason}")]
        public static partial void Attempted(
            ILogger logger, LogLevel level, Guid id, string template, NotificationState state, string? reason);

        [LoggerMessage(LogLevel.Error, "The attempt to send notification {Id} was cut off")]
        public static partial void AttemptFailed(ILogger logger, Guid id, Exception e);

        [LoggerMessage(LogLevel.Error, "Notification {Id} could not be put together")]
        public static partial void NotComposed(ILogger logger, Guid id, Exception e);
    }
}
