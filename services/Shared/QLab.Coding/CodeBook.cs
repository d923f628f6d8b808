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
}
