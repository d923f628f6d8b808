namespace QLab.ReferenceData;

/// <summary>Somebody who takes part in a project, known by pseudonym alone, as the participants service has told of them.</summary>
public sealed class Participant
{
    /// <summary>The project.</summary>
    public required Guid ProjectId { get; init; }

    /// <summary>The pseudonym.</summary>
    public required Guid Id { get; init; }

    /// <summary>False once they have left; kept, so that a joining that arrives late does not bring them back.</summary>
    public bool Present { get; init; }

    /// <summary>When they joined or left.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>How they take part: livedExperience, carer, professional.</summary>
    public string[] Perspectives { get; init; } = [];

    /// <summary>When that was said.</summary>
    public DateTimeOffset PerspectivesAt { get; init; }

    /// <summary>How what is written to them reaches them: mail, post, or why neither; null until it was told.</summary>
    public string? Reach { get; init; }

    /// <summary>Since when that is so.</summary>
    public DateTimeOffset? ReachAt { get; init; }
}
