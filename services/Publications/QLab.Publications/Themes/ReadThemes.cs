using System.Linq.Expressions;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Publications.Evidence;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Disclosure;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Publications.Themes;

/// <param name="State">Whether evidence is coded to it; of a split theme, whatever evidence it still has is to be recoded.</param>
/// <param name="MergedInto">The theme that has taken its place.</param>
/// <param name="SplitInto">The themes that take its place.</param>
/// <param name="Evidence">How many pieces of evidence count for it: coded to it, or to a theme that was merged into it.</param>
/// <param name="LeftOut">
/// How many more are coded to it and left out for want of a consent to research, or because what they rest on was taken back; null when
/// from 1 to 7, never whose.
/// </param>
/// <param name="Simulated">True when the project's contributions are made up.</param>
sealed record ThemeView(
    Guid Id, Guid ProjectId, string Code, string Label, string? Description, ThemeState State, Guid? MergedInto,
    IReadOnlyList<Guid> SplitInto,
    int Evidence, int? LeftOut, bool Simulated, DateTimeOffset AddedAt)
{
    public static Expression<Func<Theme, ThemeView>> From(PublicationsDb db) => theme => new(
        theme.Id, theme.ProjectId, theme.Code, theme.Label, theme.Description, theme.State, theme.MergedInto, theme.SplitInto,
        db.CountedEvidence().Count(e => db.ThemeParts.Any(p => p.ThemeId == theme.Id && p.PartId == e.ThemeId)),
        Shown(db.LeftOut().Count(e => db.ThemeParts.Any(p => p.ThemeId == theme.Id && p.PartId == e.ThemeId))),
        db.Projects.Any(p => p.Id == theme.ProjectId && p.Simulated),
        theme.AddedAt);

    static int? Shown(int leftOut) => SmallNumbers.IsSmall(leftOut) ? null : leftOut;
}

static class ReadThemes
{
    public static Task<Page<ThemeView>> List(
        [AsParameters] Paging paging, Guid? projectId, string? code, EnumParameter<ThemeState>? state, PublicationsDb db,
        ClaimsPrincipal user, CancellationToken ct)
    {
        var wanted = state?.Value;
        return paging.ReadAsync(
            db.Themes.VisibleTo(user, db).Where(t => (projectId == null || t.ProjectId == projectId) && (code == null || t.Code == code) && (wanted == null || t.State == wanted)),
            t => t.Id, ThemeView.From(db), ct);
    }

    public static async Task<Results<Ok<ThemeView>, ProblemHttpResult>> Get(
        Guid id, PublicationsDb db, HttpContext http, CancellationToken ct)
    {
        var version = await db.Themes.Where(t => t.Id == id).Select(t => (uint?)t.RowVersion).SingleOrDefaultAsync(ct);
        if (version is null) return Refusal.NotFound("theme").ToProblem();

        // Read before what is shown: a change in between makes the ETag stale, never wrongly current.
        http.SetETag(version.Value);
        return TypedResults.Ok(await db.Themes.Where(t => t.Id == id).Select(ThemeView.From(db)).SingleAsync(ct));
    }
}
