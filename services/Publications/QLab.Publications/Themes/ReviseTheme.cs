using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
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
        Guid id, ReviseThemeRequest request, IfMatch ifMatch, PublicationsDb db, HttpContext http, CancellationToken ct)
    {
        var theme = await db.Themes.SingleOrDefaultAsync(t => t.Id == id, ct);
        if (theme is null) return Refusal.NotFound("theme").ToProblem();

        ifMatch.Guard(db, theme);
        theme.Label = request.Label;
        theme.Description = request.Description;
        // A revision that changes no word is still held to the ETag.
        db.Entry(theme).Property(t => t.Label).IsModified = true;
        await db.SaveChangesAsync(ct);

        http.SetETag(theme.RowVersion);
        return TypedResults.Ok(await db.Themes.Where(t => t.Id == id).Select(ThemeView.From(db)).SingleAsync(ct));
    }
}
