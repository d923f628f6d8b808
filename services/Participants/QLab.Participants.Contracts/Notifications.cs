namespace QLab.Participants.Contracts;

/// <summary>
/// A service wants a participant to be written to. Published by any service, consumed by participants, which alone knows addresses:
/// there the consent and the address are looked up at the moment of sending, and nobody gets the same notification twice.
/// </summary>
/// <param name="NotificationId">Two requests with one id are one message: derive it from what it is about.</param>
/// <param name="ProjectId">The project it belongs to.</param>
/// <param name="ParticipantId">The pseudonym of the reader.</param>
/// <param name="Template">The template's name, for example <c>workshop-booked</c>; an unknown one is kept as failed.</param>
/// <param name="Values">What the template is filled with: titles and times, never what identifies a person.</param>
/// <param name="Purpose">The consent it needs, as in <see cref="ConsentGiven"/>; <c>contact</c> when not said or not known.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record NotificationRequested(
    Guid NotificationId, Guid ProjectId, Guid ParticipantId, string Template, IReadOnlyDictionary<string, string> Values, string? Purpose, DateTimeOffset OccurredAt)
{
    /// <summary>
    /// More values that nobody on the way may read, such as a code that opens something: a JSON object from name to text (UTF-8),
    /// sealed with the key of <see cref="MessageKeyAnnounced"/>.
    /// </summary>
    public byte[]? Sealed { get; init; }
}

/// <summary>
/// With which key a service seals values that only the reader of a message is to see. Published by participants at every start, then ever more
/// seldom, at least hourly; the latest counts.
/// </summary>
/// <param name="PublicKey">A P-256 key as SubjectPublicKeyInfo (DER).</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record MessageKeyAnnounced(byte[] PublicKey, DateTimeOffset OccurredAt);
