namespace QLab.Publications.Teams;

/// <summary>A test team, as far as lineage names it.</summary>
sealed class Team
{
    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }
    public required string Name { get; init; }
}
