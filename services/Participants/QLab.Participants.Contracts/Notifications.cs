namespace QLab.Participants.Contracts;

/// <summary>
/// With which key a service seals values that only the reader of a message is to see. Published by participants at every start, then
/// ever more seldom, at least hourly; the latest counts.
/// </summary>
/// <param name="PublicKey">A P-256 key as SubjectPublicKeyInfo (DER).</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record MessageKeyAnnounced(byte[] PublicKey, DateTimeOffset OccurredAt);
