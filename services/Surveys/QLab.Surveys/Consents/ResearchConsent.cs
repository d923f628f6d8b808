namespace QLab.Surveys.Consents;

/// <summary>What a participant said last about the use of what they give for research, as participants has told of it.</summary>
sealed class ResearchConsent
{
    public const string Purpose = "research";

    public required Guid ParticipantId { get; init; }
    public required bool Given { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
}
