namespace QLab.TestTeams.Grants;

/// <summary>Money, or the promise of it, that takes a team's work forward.</summary>
sealed class Grant
{
    public required Guid Id { get; init; }
    public required Guid TeamId { get; init; }
    public required IReadOnlyList<Guid> FunderIds { get; init; }
    public required DateOnly AwardedOn { get; init; }

    /// <summary>Null when it is not published.</summary>
    public decimal? Amount { get; init; }

    /// <summary>ISO 4217; null without an amount.</summary>
    public string? Currency { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }
}
