using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Problems;

namespace QLab.Publications.Themes;

/// <param name="Version">Which event about the theme this was.</param>
/// <param name="State">What became of it.</param>
sealed record ThemeChangeView(int Version, ThemeState State, string Reason, DateTimeOffset ChangedAt);

static class ReadThemeChanges
{
    public static async Task<Results<Ok<List<ThemeChangeView>>, ProblemHttpResult>> List(Guid id, PublicationsDb db, CancellationToken ct)
    {
        if (!await db.Themes.AnyAsync(t => t.Id == id, ct)) return Refusal.NotFound("theme").ToProblem();
        return TypedResults.Ok(await db.ThemeChanges.Where(c => c.ThemeId == id).OrderBy(c => c.Version)
            .Select(c => new ThemeChangeView(c.Version, c.State, c.Reason, c.ChangedAt)).ToListAsync(ct));
    }
}
