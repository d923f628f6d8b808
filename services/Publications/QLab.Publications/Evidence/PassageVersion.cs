namespace QLab.Publications.Evidence;

/// <summary>How far surveys had got with a passage when it last told of it.</summary>
sealed class PassageVersion
{
    public required Guid Id { get; init; }
    public required int Version { get; init; }
}
