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

[Example("""{ "reason": "Nobody has coded to it since the first workshop." }""")]
public sealed record RetireThemeRequest([property: Required, Reason] string Reason);

static class RetireTheme
{
    public static async Task<Results<Ok<ThemeView>, ProblemHttpResult>> Handle(
        Guid id, RetireThemeRequest request, PublicationsDb db, HttpContext http, IEvents events, TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        if ((await db.HoldThemesAsync([id], ct)).SingleOrDefault() is not { } theme) return Refusal.NotFound("theme").ToProblem();
        if (ThemeErrors.Closed(theme) is { } closed) return closed.ToProblem();

        var now = time.GetUtcNow();
        theme.Retire();
        db.Record(theme, request.Reason, http.User, now);
        events.Publish(new ThemeRetired(id, theme.ProjectId, theme.Version, now));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);

        http.SetETag(theme.RowVersion);
        return TypedResults.Ok(await db.Themes.Where(t => t.Id == id).Select(ThemeView.From(db)).SingleAsync(ct));
    }
}
