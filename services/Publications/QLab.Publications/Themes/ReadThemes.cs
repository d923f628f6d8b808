using System.Linq.Expressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Publications.Evidence;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Publications.Themes;

/// <param name="Evidence">How many pieces of evidence are coded to it and count.</param>
/// <param name="Simulated">True when the project's contributions are made up.</param>
sealed record ThemeView(
    Guid Id, Guid ProjectId, string Code, string Label, string? Description, int Evidence, bool Simulated, DateTimeOffset AddedAt)
{
    public static Expression<Func<Theme, ThemeView>> From(PublicationsDb db) => theme => new(
        theme.Id, theme.ProjectId, theme.Code, theme.Label, theme.Description,
        db.CountedEvidence().Count(e => e.ThemeId == theme.Id),
        db.Projects.Any(p => p.Id == theme.ProjectId && p.Simulated),
        theme.AddedAt);
}

static class ReadThemes
{
    public static Task<Page<ThemeView>> List([AsParameters] Paging paging, Guid? projectId, string? code, PublicationsDb db, CancellationToken ct) =>
        paging.ReadAsync(
            db.Themes.Where(t => (projectId == null || t.ProjectId == projectId) && (code == null || t.Code == code)),
            t => t.Id, ThemeView.From(db), ct);

    public static async Task<Results<Ok<ThemeView>, ProblemHttpResult>> Get(Guid id, PublicationsDb db, HttpContext http, CancellationToken ct)
    {
        var version = await db.Themes.Where(t => t.Id == id).Select(t => (uint?)t.RowVersion).SingleOrDefaultAsync(ct);
        if (version is null) return Refusal.NotFound("theme").ToProblem();

        // Read before what is shown: a change in between makes the ETag stale, never wrongly current.
        http.SetETag(version.Value);
        return TypedResults.Ok(await db.Themes.Where(t => t.Id == id).Select(ThemeView.From(db)).SingleAsync(ct));
    }
}
