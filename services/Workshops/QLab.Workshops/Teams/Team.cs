namespace QLab.Workshops.Teams;

/// <summary>A test team, as far as gatherings name those that present.</summary>
sealed class Team
{
    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }
    public required string Name { get; init; }

    /// <summary>When that was said.</summary>
    public required DateTimeOffset KnownAt { get; init; }
}
