using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.Publications.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;

namespace QLab.CodingApi;

/// <summary>
/// Keeps the code book in step. A theme's words and what became of it are told apart from each other, and of each the highest version
/// counts: a merger may be heard of before the theme is.
/// </summary>
sealed class KeepThemes(ServiceDb db)
    : IHandle<ThemeAdded>, IHandle<ThemeRevised>, IHandle<ThemeMerged>, IHandle<ThemeSplit>, IHandle<ThemeRetired>,
        IHandle<ThemesAnnounced>
{
    public Task Handle(IReadOnlyList<ThemeAdded> events, CancellationToken ct) =>
        KeepWordsAsync(
            [.. events.Select(e => new ThemeRevised(e.ThemeId, e.ProjectId, e.Code, e.Label, 1, e.OccurredAt)
            {
                Description = e.Description,
            })], ct);

    public Task Handle(IReadOnlyList<ThemeRevised> events, CancellationToken ct) => KeepWordsAsync(events, ct);

    public Task Handle(IReadOnlyList<ThemeMerged> events, CancellationToken ct) =>
        KeepStatesAsync(events.Select(e => new Told(e.ThemeId, e.ProjectId, ThemeState.Merged, [e.IntoThemeId], e.Version)), ct);

    public Task Handle(IReadOnlyList<ThemeSplit> events, CancellationToken ct) =>
        KeepStatesAsync(events.Select(e => new Told(e.ThemeId, e.ProjectId, ThemeState.Split, [.. e.IntoThemeIds], e.Version)), ct);

    public Task Handle(IReadOnlyList<ThemeRetired> events, CancellationToken ct) =>
        KeepStatesAsync(events.Select(e => new Told(e.ThemeId, e.ProjectId, ThemeState.Retired, [], e.Version)), ct);

    public async Task Handle(IReadOnlyList<ThemesAnnounced> events, CancellationToken ct)
    {
        var told = events.SelectMany(e => e.Themes, (e, theme) => (e.ProjectId, e.OccurredAt, Theme: theme)).ToList();
        await KeepWordsAsync(
            [.. told.Select(t => new ThemeRevised(t.Theme.ThemeId, t.ProjectId, t.Theme.Code, t.Theme.Label, t.Theme.Version, t.OccurredAt)
            {
                Description = t.Theme.Description,
            })], ct);
        await KeepStatesAsync(
            from t in told
            let state = Enum.Parse<ThemeState>(t.Theme.State, ignoreCase: true)
            where state != ThemeState.Open
            select new Told(t.Theme.ThemeId, t.ProjectId, state, [.. t.Theme.IntoThemeIds], t.Theme.Version), ct);
    }

    Task KeepWordsAsync(IReadOnlyList<ThemeRevised> events, CancellationToken ct)
    {
        List<ThemeRevised> latest = [.. events.GroupBy(e => e.ThemeId).Select(of => of.MaxBy(e => e.Version)!).OrderBy(e => e.ThemeId)];
        Guid[] ids = [.. latest.Select(e => e.ThemeId)];
        Guid[] projects = [.. latest.Select(e => e.ProjectId)];
        string[] codes = [.. latest.Select(e => e.Code)];
        string[] labels = [.. latest.Select(e => e.Label)];
        string?[] descriptions = [.. latest.Select(e => e.Description)];
        int[] versions = [.. latest.Select(e => e.Version)];
        return db.Database.ExecuteSqlAsync($"""
            INSERT INTO themes AS t (id, project_id, code, label, description, words_version, state, "into", state_version)
            SELECT id, project, code, label, description, version, 'Open', ARRAY[]::uuid[], 0
            FROM unnest({ids}, {projects}, {codes}, {labels}, {descriptions}, {versions})
                AS told (id, project, code, label, description, version)
            ON CONFLICT (id) DO UPDATE SET
                code = excluded.code, label = excluded.label, description = excluded.description, words_version = excluded.words_version
            WHERE t.words_version < excluded.words_version
            """, ct);
    }

    async Task KeepStatesAsync(IEnumerable<Told> told, CancellationToken ct)
    {
        foreach (var each in told.OrderBy(e => e.ThemeId))
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO themes AS t (id, project_id, code, label, words_version, state, "into", state_version)
                VALUES ({each.ThemeId}, {each.ProjectId}, '', '', 0, {each.State.ToString()}, {each.Into}, {each.Version})
                ON CONFLICT (id) DO UPDATE SET state = excluded.state, "into" = excluded."into", state_version = excluded.state_version
                WHERE t.state_version < excluded.state_version
                """, ct);
    }

    sealed record Told(Guid ThemeId, Guid ProjectId, ThemeState State, Guid[] Into, int Version);
}
