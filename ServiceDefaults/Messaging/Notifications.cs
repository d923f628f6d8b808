using System.Text.Json;
using MassTransit;
using QLab.ServiceDefaults.Privacy;

namespace QLab.ServiceDefaults.Messaging;

/// <summary>
/// A service wants a participant to be written to. Published by any service through <see cref="Notifications"/>, consumed by participants,
/// which alone knows addresses: there the consent and the address are looked up at the moment of sending, and nobody gets the same
/// notification twice.
/// </summary>
/// <remarks>It was a record of the participants' Contracts once, and keeps that name on the wire.</remarks>
/// <param name="NotificationId">Two requests with one id are one message: derive it from what it is about.</param>
/// <param name="ProjectId">The project it belongs to.</param>
/// <param name="ParticipantId">The pseudonym of the reader.</param>
/// <param name="Template">The template's name, for example <c>workshop-booked</c>; an unknown one is kept as failed.</param>
/// <param name="Values">What the template is filled with: titles and times, never what identifies a person.</param>
/// <param name="Purpose">The consent it needs; <c>contact</c> when not said or not known.</param>
/// <param name="OccurredAt">When, UTC.</param>
[EntityName("QLab.Participants.Contracts:NotificationRequested")]
[MessageUrn("QLab.Participants.Contracts:NotificationRequested")]
public sealed record NotificationRequested(
    Guid NotificationId, Guid ProjectId, Guid ParticipantId, string Template, IReadOnlyDictionary<string, string> Values, string? Purpose,
    DateTimeOffset OccurredAt)
{
    /// <summary>
    /// More values that nobody on the way may read, such as a code that opens something: a JSON object from name to text (UTF-8),
    /// sealed with the key that participants announces.
    /// </summary>
    public byte[]? Sealed { get; init; }
}

/// <summary>Values that only the reader of a message is to see.</summary>
/// <param name="Values">From name to text.</param>
/// <param name="Key">The key that participants announced last.</param>
public sealed record SealedValues(IReadOnlyDictionary<string, string> Values, byte[] Key);

/// <summary>Asks for messages to participants.</summary>
public sealed class Notifications(IEvents events, TimeProvider time)
{
    /// <summary>
    /// Adds a request for a message to the unit of work: it is stored by the next <c>SaveChangesAsync</c> and goes out after the commit,
    /// once, if the reader has given the consent that it needs.
    /// </summary>
    /// <param name="id">Two requests with one id are one message: derive it from what it is about.</param>
    /// <param name="projectId">The project it belongs to.</param>
    /// <param name="participantId">The pseudonym of the reader.</param>
    /// <param name="template">The template's name.</param>
    /// <param name="values">What the template is filled with: titles and times, never what identifies a person.</param>
    /// <param name="purpose">The consent it needs.</param>
    /// <param name="secrets">More values, which nobody on the way may read.</param>
    public void Request(
        Guid id, Guid projectId, Guid participantId, string template, IReadOnlyDictionary<string, string> values,
        string purpose = "contact",
        SealedValues? secrets = null) =>
        events.Publish(new NotificationRequested(id, projectId, participantId, template, values, purpose, time.GetUtcNow())
        {
            Sealed = secrets is null ? null : SealedBox.Close(JsonSerializer.SerializeToUtf8Bytes(secrets.Values), secrets.Key),
        });
}
