namespace QLab.Publications.Teams;

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
