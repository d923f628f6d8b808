using System.ComponentModel;
using System.Linq.Expressions;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Publications.Insights;

/// <param name="WithdrawnAt">Since when nothing new is based on it.</param>
/// <param name="Simulated">True when the contributions behind it are made up.</param>
sealed record InsightView(
    Guid Id, Guid ProjectId, InsightKind Kind, string Statement, string Why, IReadOnlyList<Guid> ThemeIds, bool Simulated,
    DateTimeOffset AgreedAt, DateTimeOffset? WithdrawnAt)
{
    public static Expression<Func<Insight, InsightView>> From(PublicationsDb db) => insight => new(
        insight.Id, insight.ProjectId, insight.Kind, insight.Statement, insight.Why,
        db.InsightThemes.Where(t => t.InsightId == insight.Id).OrderBy(t => t.ThemeId).Select(t => t.ThemeId).ToList(),
        db.Projects.Any(p => p.Id == insight.ProjectId && p.Simulated),
        insight.AgreedAt, insight.WithdrawnAt);
}

static class ReadInsights
{
    public static Task<Page<InsightView>> List(
        [AsParameters] Paging paging, Guid? projectId, EnumParameter<InsightKind>? kind, Guid? themeId,
        [Description("Only those that were withdrawn, or only those that were not.")] bool? withdrawn, PublicationsDb db,
        ClaimsPrincipal user, CancellationToken ct)
    {
        var wanted = kind?.Value;
        return paging.ReadAsync(
            db.Insights.VisibleTo(user, db).Where(i => (projectId == null || i.ProjectId == projectId) && (wanted == null || i.Kind == wanted)
                && (withdrawn == null || i.WithdrawnAt != null == withdrawn)
                && (themeId == null || db.InsightThemes.Any(t => t.InsightId == i.Id && t.ThemeId == themeId))),
            i => i.Id, InsightView.From(db), ct);
    }

    public static async Task<Results<Ok<InsightView>, ProblemHttpResult>> Get(
        Guid id, PublicationsDb db, HttpContext http, CancellationToken ct)
    {
        var version = await db.Insights.Where(i => i.Id == id).Select(i => (uint?)i.RowVersion).SingleOrDefaultAsync(ct);
        if (version is null) return Refusal.NotFound("insight").ToProblem();

        http.SetETag(version.Value);
        return TypedResults.Ok(await db.Insights.Where(i => i.Id == id).Select(InsightView.From(db)).SingleAsync(ct));
    }
}
