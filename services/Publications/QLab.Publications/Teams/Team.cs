namespace QLab.Publications.Teams;

/// <summary>A test team, as far as lineage names it.</summary>
sealed class Team
{
    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }
    public required string Name { get; init; }

    /// <summary>When that was said.</summary>
    public required DateTimeOffset KnownAt { get; init; }
}

/// <summary>Where a team is on the triple diamond, which may be heard of before the team is.</summary>
sealed class TeamStage
{
    public required Guid TeamId { get; init; }
    public required string Stage { get; init; }

    /// <summary>How many stages it has entered; the highest heard of counts.</summary>
    public required int Version { get; init; }
}

/// <summary>A grant to a test team, which may not have been heard of yet.</summary>
sealed class Grant
{
    public required Guid Id { get; init; }
    public required Guid TeamId { get; init; }
    public required Guid ProjectId { get; init; }
    public required DateOnly AwardedOn { get; init; }
    public required bool Withdrawn { get; init; }
    public required int Version { get; init; }
}
