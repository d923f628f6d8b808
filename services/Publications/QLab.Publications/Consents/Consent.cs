namespace QLab.Publications.Consents;

/// <summary>What a participant said last about one purpose, as participants has told of it.</summary>
sealed class Consent
{
    public const string Research = "research", Quotation = "quotation";

    public required Guid ParticipantId { get; init; }
    public required string Purpose { get; init; }
    public required bool Given { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
}
