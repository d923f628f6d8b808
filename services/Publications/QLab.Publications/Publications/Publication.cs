using QLab.ServiceDefaults.Persistence;

namespace QLab.Publications.Publications;

public enum PublicationKind
{
    Essay,
    Guide,
    Principles,
    Blog,
    Toolkit,
    Evaluation,
}

/// <summary>Something that everybody may read and cite; its words are in its editions.</summary>
sealed class Publication : IVersioned
{
    public const string Noun = "publication";

    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }
    public required PublicationKind Kind { get; init; }
    public required string Slug { get; init; }

    /// <summary>The edition that is current, from 1.</summary>
    public int Version { get; private set; } = 1;

    public DateTimeOffset? RetractedAt { get; private set; }

    /// <summary>For everybody to read.</summary>
    public string? RetractionReason { get; private set; }

    public uint RowVersion { get; private set; }

    public int PublishNext() => ++Version;

    public void Retract(string reason, DateTimeOffset now) => (RetractedAt, RetractionReason) = (now, reason);
}

/// <summary>One published version; it never changes again.</summary>
sealed class Edition
{
    public required Guid PublicationId { get; init; }
    public required int Version { get; init; }
    public required string Title { get; init; }
    public string? Summary { get; init; }
    public required string Markdown { get; init; }

    /// <summary>What is different from the version before; null in the first.</summary>
    public string? ChangeNote { get; init; }

    public required DateOnly PublishedOn { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
}

/// <summary>That an edition is based on an insight.</summary>
sealed class EditionInsight
{
    public required Guid PublicationId { get; init; }
    public required int Version { get; init; }
    public required Guid InsightId { get; init; }
}
