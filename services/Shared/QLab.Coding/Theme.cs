namespace QLab.Coding;

/// <summary>A theme of a project's code book, as publications has told of it: what passages are coded to.</summary>
public sealed class Theme
{
    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }
    public required string Code { get; init; }
    public required string Label { get; init; }

    /// <summary>What it means; null where the code book does not say.</summary>
    public string? Description { get; init; }
}
