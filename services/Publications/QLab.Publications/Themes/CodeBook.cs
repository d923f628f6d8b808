using System.Security.Claims;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QLab.Publications.Contracts;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Publications.Themes;

/// <summary>What the changes of a code book have in common.</summary>
static class CodeBook
{
    public const string Noun = "theme";

    /// <summary>What became of a theme, and why.</summary>
    public static void Record(this PublicationsDb db, Theme theme, string reason, ClaimsPrincipal by, DateTimeOffset now) => db.Add(
        ChangeEntry.Of(Noun, theme.Id, theme.Version, JsonNamingPolicy.CamelCase.ConvertName(theme.State.ToString()), reason, by, now));

    /// <summary>A theme whose evidence counts for itself, and the others hear of it.</summary>
    public static void Add(this PublicationsDb db, IEvents events, Theme theme)
    {
        db.Themes.Add(theme);
        db.ThemeParts.Add(new() { ThemeId = theme.Id, PartId = theme.Id, Since = theme.AddedAt });
        events.Publish(
            new ThemeAdded(theme.Id, theme.ProjectId, theme.Code, theme.Label, theme.AddedAt) { Description = theme.Description });
    }

    /// <summary>
    /// Held until the transaction ends, in the order of their ids: of
    /// two who merge or split the same themes one comes first.
    /// </summary>
    public static Task<List<Theme>> HoldThemesAsync(this PublicationsDb db, Guid[] ids, CancellationToken ct) =>
        db.Themes.FromSql($"SELECT *, xmin FROM themes WHERE id = ANY({ids}) ORDER BY id FOR UPDATE").ToListAsync(ct);
}
