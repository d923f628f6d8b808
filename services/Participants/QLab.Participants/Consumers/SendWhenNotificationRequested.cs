using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Consents;
using QLab.Participants.Contracts;
using QLab.Participants.Keys;
using QLab.Participants.Notifications;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Participants.Consumers;

/// <summary>Asked for once or many times, a notification is one row; one that cannot be sent is a row too, with the reason.</summary>
sealed partial class SendWhenNotificationRequested(ParticipantsDb db, NotificationQueue queue, MessageKeyPair key, ILogger<SendWhenNotificationRequested> logger) : IHandle<NotificationRequested>
{
    public async Task Handle(IReadOnlyList<NotificationRequested> events, CancellationToken ct)
    {
        Guid[] ids = [.. events.Select(e => e.NotificationId)];
        var known = await db.Notifications.Where(n => ids.Contains(n.Id)).Select(n => n.Id).ToListAsync(ct);
        foreach (var requested in events.DistinctBy(e => e.NotificationId).ExceptBy(known, e => e.NotificationId))
            queue.AddRequested(
                requested.NotificationId, new(ParticipationId: requested.ParticipantId), requested.Template, Values(requested),
                Enum.TryParse<Purpose>(requested.Purpose, ignoreCase: true, out var purpose) && Enum.IsDefined(purpose) ? purpose : Purpose.Contact);
    }

    /// <remarks>What cannot be opened is missing: the row then says which value the template asks for in vain.</remarks>
    Dictionary<string, string> Values(NotificationRequested requested)
    {
        var values = new Dictionary<string, string>(requested.Values ?? new Dictionary<string, string>());
        if (requested.Sealed is not { } closed) return values;
        try
        {
            foreach (var (name, value) in key.Open(closed)) values[name] = value;
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            Log.NotOpened(logger, requested.NotificationId);
        }
        return values;
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The sealed values of notification {Id} cannot be opened: they were sealed with another key")]
        public static partial void NotOpened(ILogger logger, Guid id);
    }
}
