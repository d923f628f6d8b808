using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Publications.Contracts;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;

namespace QLab.Publications.Themes;

[EveryMemberRequired]
public sealed record ReviseThemeRequest([property: Required, Text(200)] string Label)
{
    [StringLength(4000)]
    public string? Description { get; init; }
}

static class ReviseTheme
{
    public static async Task<Results<Ok<ThemeView>, ProblemHttpResult>> Handle(
        Guid id, ReviseThemeRequest request, IfMatch ifMatch, PublicationsDb db, HttpContext http, IEvents events, TimeProvider time,
        CancellationToken ct)
    {
        var theme = await db.Themes.SingleOrDefaultAsync(t => t.Id == id, ct);
        if (theme is null) return Refusal.NotFound("theme").ToProblem();

        ifMatch.Guard(db, theme);
        theme.Revise(request.Label, request.Description);
        events.Publish(new ThemeRevised(id, theme.ProjectId, theme.Code, theme.Label, theme.Version, time.GetUtcNow()) { Description = theme.Description });
        await db.SaveChangesAsync(ct);

        http.SetETag(theme.RowVersion);
        return TypedResults.Ok(await db.Themes.Where(t => t.Id == id).Select(ThemeView.From(db)).SingleAsync(ct));
    }
}
