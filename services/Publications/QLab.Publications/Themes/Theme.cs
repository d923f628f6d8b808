using QLab.ServiceDefaults.Persistence;

namespace QLab.Publications.Themes;

public enum ThemeState
{
    /// <summary>Evidence is coded to it.</summary>
    Open,

    /// <summary>Another theme has taken its place; its evidence counts there.</summary>
    Merged,

    /// <summary>Others take its place; what is coded to it stays until it is recoded, and nothing new is.</summary>
    Split,

    /// <summary>What is coded to it stays, and nothing new is.</summary>
    Retired,
}

/// <summary>A pattern that emerges from evidence. Its code is what people write on their notes, so it never changes.</summary>
sealed class Theme : IVersioned
{
    public const string CodePattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$";
    public const string CodeFault = "A code is 1 to 40 letters, digits, dots, hyphens and underscores, beginning with a letter or a digit.";

    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }
    public required string Code { get; init; }
    public required string Label { get; set; }
    public string? Description { get; set; }
    public required DateTimeOffset AddedAt { get; init; }
    public ThemeState State { get; private set; }
    public Guid? MergedInto { get; private set; }
    public Guid[] SplitInto { get; private set; } = [];

    /// <summary>Rises with every event about it.</summary>
    public int Version { get; private set; } = 1;

    public uint RowVersion { get; private set; }

    public void Revise(string label, string? description) => (Label, Description, Version) = (label, description, Version + 1);

    public void MergeInto(Guid other) => (State, MergedInto, Version) = (ThemeState.Merged, other, Version + 1);

    public void Split(Guid[] into) => (State, SplitInto, Version) = (ThemeState.Split, into, Version + 1);

    public void Retire() => (State, Version) = (ThemeState.Retired, Version + 1);
}

/// <summary>
/// Whose evidence counts for a theme: its own, and that of every theme
/// that was merged into it, directly or by way of another.
/// </summary>
sealed class ThemePart
{
    public required Guid ThemeId { get; init; }
    public required Guid PartId { get; init; }

    /// <summary>Since when it counts; its own since it was added.</summary>
    public required DateTimeOffset Since { get; init; }
}

/// <summary>Which place a theme took in a prioritising round of a workshop, as workshops has told of it.</summary>
sealed class ThemePlace
{
    public required Guid RoundId { get; init; }
    public required Guid ThemeId { get; init; }

    /// <summary>From 1, ties share one; null where too few voted to say it.</summary>
    public int? Place { get; init; }

    /// <summary>Among how many items.</summary>
    public required int Items { get; init; }

    public required DateTimeOffset ClosedAt { get; init; }
}
