using System.Text.Json;
using Microsoft.Extensions.Options;
using QLab.Participants.Consents;
using QLab.Participants.Keys;
using QLab.Participants.Notifications.Templates;

namespace QLab.Participants.Notifications;

/// <summary>
/// Whom a message is for: somebody by name, somebody by pseudonym, an address of the newsletter, or somebody who would like to take part.
/// </summary>
sealed record Recipient(
    Guid? PersonId = null, Guid? ParticipationId = null, Guid? SubscriptionId = null, Guid? InterestId = null);

/// <summary>Adds messages to the unit of work; they go out after the commit.</summary>
sealed class NotificationQueue(ParticipantsDb db, IOptions<KeyOptions> keys, TimeProvider time)
{
    /// <param name="id">Two messages with one id are one message.</param>
    /// <exception cref="ArgumentException">There is no such template, or it asks for a value that is not given.</exception>
    public void Add(Guid id, Recipient to, string template, IReadOnlyDictionary<string, string> values, Purpose? purpose = null)
    {
        if (BuiltInTemplates.Fault(template, values) is { } fault) throw new ArgumentException(fault, nameof(template));
        db.Notifications.Add(New(id, to, template, values, purpose));
    }

    /// <summary>What another service asked for: where it cannot be sent, the row says why.</summary>
    public void AddRequested(Guid id, Recipient to, string template, IReadOnlyDictionary<string, string> values, Purpose? purpose)
    {
        var notification = New(id, to, template, values, purpose);
        if (BuiltInTemplates.Fault(template, values) is { } fault)
        {
            notification.Fail(fault, time.GetUtcNow());
            notification.Values = null;
        }
        db.Notifications.Add(notification);
    }

    Notification New(Guid id, Recipient to, string template, IReadOnlyDictionary<string, string> values, Purpose? purpose) => new()
    {
        Id = id, PersonId = to.PersonId, ParticipationId = to.ParticipationId, SubscriptionId = to.SubscriptionId,
        InterestId = to.InterestId, Template = template, Purpose = purpose, RequestedAt = time.GetUtcNow(),
        Values = Seal.Close(JsonSerializer.SerializeToUtf8Bytes(values), keys.Value.RequireSecret(), id.ToString()),
    };
}
