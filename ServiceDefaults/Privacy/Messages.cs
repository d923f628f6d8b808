namespace QLab.ServiceDefaults.Privacy;

/// <summary>
/// Somebody is to be erased from every service. Published by participants, and again while an answer is missing; answered by
/// <see cref="PersonalDataErased"/>, also when there was nothing (any more).
/// </summary>
/// <param name="ErasureId">The request.</param>
/// <param name="Subject">See <see cref="DataSubject"/>.</param>
/// <param name="Pseudonyms">See <see cref="DataSubject"/>.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record ErasureRequested(Guid ErasureId, Guid Subject, IReadOnlyList<Guid> Pseudonyms, DateTimeOffset OccurredAt);

/// <summary>A service holds nothing any more that leads to the person. May arrive more than once.</summary>
/// <param name="ErasureId">The request.</param>
/// <param name="Service">The service's name as in addresses.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record PersonalDataErased(Guid ErasureId, string Service, DateTimeOffset OccurredAt);

/// <summary>
/// Ids that were erased at any time, as hashes (see <see cref="ErasedIds"/>): whoever holds one again, because a backup was restored,
/// erases it again. Published by participants at every start, in portions.
/// </summary>
/// <param name="Hashes">SHA-256 hashes, Base64.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record ErasuresRemembered(IReadOnlyList<string> Hashes, DateTimeOffset OccurredAt);

/// <summary>Somebody wants to see what is kept about them. Published by participants; answered by <see cref="ExportPartReady"/>.</summary>
/// <param name="ExportId">The request.</param>
/// <param name="Subject">See <see cref="DataSubject"/>.</param>
/// <param name="Pseudonyms">See <see cref="DataSubject"/>.</param>
/// <param name="PublicKey">To seal the answer with (<see cref="SealedBox"/>): what people gave is never readable in a queue.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record ExportRequested(
    Guid ExportId, Guid Subject, IReadOnlyList<Guid> Pseudonyms, byte[] PublicKey, DateTimeOffset OccurredAt);

/// <summary>
/// A portion of what one service keeps. The portions of one answer share <paramref name="OccurredAt"/>; joined in their order they are
/// one JSON document (UTF-8).
/// </summary>
/// <param name="ExportId">The request.</param>
/// <param name="Service">The service's name as in addresses.</param>
/// <param name="Part">Counted from 1.</param>
/// <param name="Parts">How many there are.</param>
/// <param name="Sealed">The portion, sealed with the request's key.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record ExportPartReady(Guid ExportId, string Service, int Part, int Parts, byte[] Sealed, DateTimeOffset OccurredAt);

/// <summary>
/// Something that other services may hold a copy of has been put right. Published by participants; answered by
/// <see cref="PersonalDataCorrected"/>.
/// </summary>
/// <param name="CorrectionId">The request.</param>
/// <param name="Pseudonym">Whose facts they are.</param>
/// <param name="Facts">The facts as they are right, by name; nothing that names a person.</param>
/// <param name="OccurredAt">When, UTC; the latest counts.</param>
public sealed record CorrectionRequested(
    Guid CorrectionId, Guid Pseudonym, IReadOnlyDictionary<string, IReadOnlyList<string>> Facts, DateTimeOffset OccurredAt);

/// <summary>A service holds no wrong copy any more. May arrive more than once.</summary>
/// <param name="CorrectionId">The request.</param>
/// <param name="Service">The service's name as in addresses.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record PersonalDataCorrected(Guid CorrectionId, string Service, DateTimeOffset OccurredAt);
