namespace QLab.Coding;

/// <summary>
/// The themes of one project, and where those lead to that were merged.
/// Nothing that was coded is rewritten: it is read through this.
/// </summary>
public sealed class CodeBook(IReadOnlyCollection<Theme> themes)
{
    readonly Dictionary<Guid, Theme> known = themes.ToDictionary(theme => theme.Id);

    /// <summary>The themes that stand for themselves, by code.</summary>
    public IReadOnlyList<Theme> Themes { get; } =
        [.. themes.Where(theme => theme.WordsVersion > 0 && theme.State != ThemeState.Merged)
            .OrderBy(theme => theme.Code, StringComparer.Ordinal)
            .ThenBy(theme => theme.Id)];

    public Theme? Find(Guid id) => known.GetValueOrDefault(id);

    /// <summary>The theme that stands for this one: itself, or the one that it was merged into, however often that was.</summary>
    public Guid Follow(Guid id)
    {
        // News may be missing, so what is followed may end at a theme that is not known yet, and never more often than there are themes.
        for (var steps = 0; steps < known.Count && Find(id) is { State: ThemeState.Merged, Into: [var into] }; steps++) id = into;
        return id;
    }

    /// <summary>A theme and every other for which it stands.</summary>
    public IReadOnlyList<Guid> StandsFor(Guid id) => [id, .. known.Keys.Where(other => other != id && Follow(other) == id)];

    /// <summary>Why nothing new can be coded to a theme; null where it can, or where it is not known.</summary>
    public ThemeClosed? Closed(Guid id) => Find(id) switch
    {
        { State: ThemeState.Merged } => new(
            "theme-merged", "This theme has been merged into another one, whose id is in existingId: code to that.", Follow(id)),
        { State: ThemeState.Split, Into: var into } => new(
            "theme-split",
            $"This theme has been split: code to one of those that it was split into. They are: {string.Join(", ", into.Select(CodeOf))}."),
        { State: ThemeState.Retired } => new(
            "theme-retired", "This theme has been retired: what is coded to it stays, and nothing new is."),
        _ => null,
    };

    /// <summary>Whether more is known of a theme than what became of it.</summary>
    public bool Knows(Guid id) => Find(id) is { WordsVersion: > 0 };

    string CodeOf(Guid id) => Find(id)?.Code ?? id.ToString();
}

/// <param name="Name">What a refusal for this reason is called.</param>
/// <param name="Detail">What became of the theme and what to do.</param>
/// <param name="Into">The theme that has taken its place, where it is one.</param>
public sealed record ThemeClosed(string Name, string Detail, Guid? Into = null);
