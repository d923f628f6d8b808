using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QLab.Publications.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.Publications.Themes;

/// <summary>
/// Tells how every code book is, because a service may have begun to listen since, or come from a backup. Who knows it already writes
/// nothing.
/// </summary>
sealed class AnnounceThemes(PublicationsDb db, IEvents events, TimeProvider time) : IPeriodicWork
{
    /// <summary>So many in one event that it stays small.</summary>
    const int Most = 200;

    public async Task RunAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var themes = await db.Themes.AsNoTracking().OrderBy(t => t.Id).ToListAsync(ct);
        foreach (var project in themes.GroupBy(t => t.ProjectId))
            foreach (var some in project.Chunk(Most)) events.Publish(new ThemesAnnounced(project.Key, [.. some.Select(Announced)], now));
        await db.SaveChangesAsync(ct);
    }

    static AnnouncedTheme Announced(Theme theme) => new(
        theme.Id, theme.Code, theme.Label, theme.Description, JsonNamingPolicy.CamelCase.ConvertName(theme.State.ToString()),
        theme.MergedInto is { } into ? [into] : theme.SplitInto, theme.Version);
}
