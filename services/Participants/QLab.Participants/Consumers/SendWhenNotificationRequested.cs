using Microsoft.EntityFrameworkCore;
using QLab.Participants.Consents;
using QLab.Participants.Contracts;
using QLab.Participants.Notifications;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Participants.Consumers;

/// <summary>Asked for once or many times, a notification is one row; one that cannot be sent is a row too, with the reason.</summary>
sealed class SendWhenNotificationRequested(ParticipantsDb db, NotificationQueue queue) : IHandle<NotificationRequested>
{
    public async Task Handle(IReadOnlyList<NotificationRequested> events, CancellationToken ct)
    {
        Guid[] ids = [.. events.Select(e => e.NotificationId)];
        var known = await db.Notifications.Where(n => ids.Contains(n.Id)).Select(n => n.Id).ToListAsync(ct);
        foreach (var requested in events.DistinctBy(e => e.NotificationId).ExceptBy(known, e => e.NotificationId))
            queue.AddRequested(
                requested.NotificationId, new(ParticipationId: requested.ParticipantId), requested.Template, requested.Values ?? new Dictionary<string, string>(),
                Enum.TryParse<Purpose>(requested.Purpose, ignoreCase: true, out var purpose) && Enum.IsDefined(purpose) ? purpose : Purpose.Contact);
    }
}
