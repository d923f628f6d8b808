namespace QLab.Publications.Themes;

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
