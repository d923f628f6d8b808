namespace QLab.Publications.Evidence;

/// <summary>How far a passage had got when its service last told of it.</summary>
sealed class PassageVersion
{
    public required Guid Id { get; init; }
    public required int Version { get; init; }
}
