using System.Text.Json;
using Microsoft.Extensions.Options;
using QLab.Participants.Consents;
using QLab.Participants.Keys;

namespace QLab.Participants.Notifications;

/// <summary>Whom a message is for: somebody by name, somebody by pseudonym, or an address of the newsletter.</summary>
sealed record Recipient(Guid? PersonId = null, Guid? ParticipationId = null, Guid? SubscriptionId = null);

/// <summary>Adds messages to the unit of work; they go out after the commit.</summary>
sealed class NotificationQueue(ParticipantsDb db, IOptions<KeyOptions> keys, TimeProvider time)
{
    /// <param name="id">Two messages with one id are one message.</param>
    public void Add(Guid id, Recipient to, string template, IReadOnlyDictionary<string, string> values, Purpose? purpose = null) =>
        db.Notifications.Add(new Notification
        {
            Id = id, PersonId = to.PersonId, ParticipationId = to.ParticipationId, SubscriptionId = to.SubscriptionId,
            Template = template, Purpose = purpose, RequestedAt = time.GetUtcNow(),
            Values = Seal.Close(JsonSerializer.SerializeToUtf8Bytes(values), keys.Value.RequireSecret(), id.ToString()),
        });
}
