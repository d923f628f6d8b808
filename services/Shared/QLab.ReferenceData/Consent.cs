namespace QLab.ReferenceData;

/// <summary>What a participant said last about one purpose, as the participants service has told of it.</summary>
public sealed class Consent
{
    /// <summary>The purpose that lets what they give be used.</summary>
    public const string Research = "research";

    /// <summary>The purpose that lets their words be shown to readers.</summary>
    public const string Quotation = "quotation";

    /// <summary>The pseudonym.</summary>
    public required Guid ParticipantId { get; init; }

    /// <summary>contact, research, quotation, namedCredit, livedExperienceData or newsletter.</summary>
    public required string Purpose { get; init; }

    /// <summary>False when it was withdrawn.</summary>
    public required bool Given { get; init; }

    /// <summary>When they said so.</summary>
    public required DateTimeOffset ChangedAt { get; init; }
}
