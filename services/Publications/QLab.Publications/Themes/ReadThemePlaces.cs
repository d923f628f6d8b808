using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Problems;

namespace QLab.Publications.Themes;

/// <param name="Round">Where those who may read what came out of the round find it.</param>
/// <param name="Place">From 1, ties share one; null where too few voted to say it.</param>
/// <param name="Items">Among how many items.</param>
sealed record ThemePlaceView(Guid RoundId, string Round, int? Place, int Items, DateTimeOffset ClosedAt);

static class ReadThemePlaces
{
    public static async Task<Results<Ok<List<ThemePlaceView>>, ProblemHttpResult>> List(Guid id, PublicationsDb db, CancellationToken ct) =>
        await db.Themes.AnyAsync(t => t.Id == id, ct)
            ? TypedResults.Ok(await db.ThemePlaces.Where(p => p.ThemeId == id).OrderBy(p => p.ClosedAt).ThenBy(p => p.RoundId)
                .Select(p => new ThemePlaceView(p.RoundId, $"/api/workshops/v1/rounds/{p.RoundId}/result", p.Place, p.Items, p.ClosedAt))
                .ToListAsync(ct))
            : Refusal.NotFound("theme").ToProblem();
}
