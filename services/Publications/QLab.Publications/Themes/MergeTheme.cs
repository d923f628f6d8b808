using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Publications.Contracts;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.Publications.Themes;

/// <param name="IntoThemeId">An open theme of the same project.</param>
/// <param name="Reason">Why, for those who read the code book later.</param>
[Example("""{ "intoThemeId": "0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35", "reason": "Both are about who decides at night." }""")]
public sealed record MergeThemeRequest(Guid IntoThemeId, [property: Required, Reason] string Reason);

static class MergeTheme
{
    public static async Task<Results<Ok<ThemeView>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, MergeThemeRequest request, PublicationsDb db, HttpContext http, IEvents events, TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        var held = await db.HoldThemesAsync([id, request.IntoThemeId], ct);
        if (held.Find(t => t.Id == id) is not { } theme) return Refusal.NotFound("theme").ToProblem();
        if (theme.State == ThemeState.Merged) return ThemeErrors.Merged(theme.MergedInto).ToProblem();
        var into = held.Find(t => t.Id == request.IntoThemeId && t.Id != id && t.ProjectId == theme.ProjectId);
        if (into is null) return TypedResults.ValidationProblem(
            new Dictionary<string, string[]> { ["/intoThemeId"] = ["There is no such other theme in this project."] });
        if (ThemeErrors.Closed(into) is { } closed) return closed.ToProblem();

        var now = time.GetUtcNow();
        theme.MergeInto(into.Id);
        db.Record(theme, request.Reason, http.User, now);
        events.Publish(new ThemeMerged(id, theme.ProjectId, into.Id, theme.Version, now));
        // What was merged into it before goes along.
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO theme_parts (theme_id, part_id, since) SELECT {into.Id}, part_id, {now} FROM theme_parts WHERE theme_id = {id}
            """, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);

        http.SetETag(theme.RowVersion);
        return TypedResults.Ok(await db.Themes.Where(t => t.Id == id).Select(ThemeView.From(db)).SingleAsync(ct));
    }
}
