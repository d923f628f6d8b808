namespace QLab.Publications.Evidence;

/// <summary>
/// A passage of a contribution, or a cited source, coded to a theme. Only the reference is kept: the words stay where they were said.
/// </summary>
sealed class PieceOfEvidence
{
    public const string Noun = "piece of evidence";

    public required Guid Id { get; init; }
    public required Guid ThemeId { get; set; }
    public Guid? ContributionId { get; init; }

    /// <summary>Which text of the contribution the passage is part of, such as the answer to a question: only where another service has told of it.</summary>
    public string? Question { get; init; }

    /// <summary>First character of the passage, from 0; without a passage the whole contribution is meant.</summary>
    public int? PassageStart { get; init; }

    /// <summary>The character after the last.</summary>
    public int? PassageEnd { get; init; }

    public string? SourceTitle { get; init; }
    public string? SourceUrl { get; init; }
    public string? Memo { get; init; }
    public required DateTimeOffset CodedAt { get; set; }

    /// <summary>Since when it counts no more; it did help with what came out before.</summary>
    public DateTimeOffset? RemovedAt { get; private set; }

    public void Recode(Guid themeId, DateTimeOffset now) => (ThemeId, CodedAt) = (themeId, now);
}

/// <summary>How far a passage had got when its service last told of it.</summary>
sealed class PassageVersion
{
    public required Guid Id { get; init; }
    public required int Version { get; init; }
}
