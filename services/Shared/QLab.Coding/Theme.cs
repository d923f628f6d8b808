namespace QLab.Coding;

/// <summary>What became of a theme.</summary>
public enum ThemeState
{
    /// <summary>Passages are coded to it.</summary>
    Open,

    /// <summary>Another theme has taken its place: what is coded to it counts there.</summary>
    Merged,

    /// <summary>Others take its place: what is coded to it is to be recoded.</summary>
    Split,

    /// <summary>What is coded to it stays, and nothing new is.</summary>
    Retired,
}

/// <summary>A theme of a project's code book, as publications has told of it: what passages are coded to.</summary>
public sealed class Theme
{
    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }
    public required string Code { get; init; }
    public required string Label { get; init; }

    /// <summary>What it means; null where the code book does not say.</summary>
    public string? Description { get; init; }

    /// <summary>Which of its events the words are from; 0 while only what became of it has been told.</summary>
    public int WordsVersion { get; init; } = 1;

    public ThemeState State { get; init; }

    /// <summary>The theme that has taken its place, or those that do.</summary>
    public Guid[] Into { get; init; } = [];

    /// <summary>Which of its events the state is from; 0 while nothing became of it.</summary>
    public int StateVersion { get; init; }
}
