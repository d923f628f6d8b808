namespace QLab.Publications.Contributions;

/// <summary>That a contribution may be used only together with others, as its service has told.</summary>
sealed class BatchedContribution
{
    public required Guid ContributionId { get; init; }

    /// <summary>Null while it waits for others.</summary>
    public Guid? BatchId { get; init; }

    /// <summary>When it was put there: of several words of it the latest counts.</summary>
    public required DateTimeOffset ChangedAt { get; init; }
}
