using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Publications.Themes;

/// <param name="Version">Which event about the theme this was.</param>
/// <param name="State">What became of it.</param>
/// <param name="PersonId">Who was signed in, for those who may write.</param>
/// <param name="Client">The program, or what an outside issuer calls somebody, for those who may write.</param>
sealed record ThemeChangeView(
    int Version, ThemeState State, string Reason, Guid? PersonId, string? Client, DateTimeOffset ChangedAt);

static class ReadThemeChanges
{
    public static async Task<Results<Ok<List<ThemeChangeView>>, ProblemHttpResult>> List(
        Guid id, PublicationsDb db, HttpContext http, CancellationToken ct)
    {
        if (await db.Themes.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct) is not { } theme)
            return Refusal.NotFound("theme").ToProblem();
        var showWho = http.User.ActsForLab("publications:write", theme.ProjectId);
        return TypedResults.Ok((await db.ChangesOfAsync(CodeBook.Noun, id, ct)).ConvertAll(c => new ThemeChangeView(
            c.Version!.Value, Enum.Parse<ThemeState>(c.Action, ignoreCase: true), c.Reason,
            showWho ? c.PersonId : null, showWho ? c.Client : null, c.ChangedAt)));
    }
}
