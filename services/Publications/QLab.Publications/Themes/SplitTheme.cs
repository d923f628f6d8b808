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
using QLab.ServiceDefaults.Text;

namespace QLab.Publications.Themes;

public sealed record NewTheme(
    [property: Required, RegularExpression(Theme.CodePattern, ErrorMessage = Theme.CodeFault)] string Code,
    [property: Required, Text(200)] string Label)
{
    [StringLength(4000)]
    public string? Description { get; init; }

    /// <summary>Your own id for the theme; made for you when absent.</summary>
    public Guid? Id { get; init; }
}

/// <param name="IntoThemeIds">Open themes of the same project.</param>
/// <param name="NewThemes">Themes that the split adds to the code book. Together with the others there are at least two.</param>
/// <param name="Reason">Why, for those who read the code book later.</param>
[Example("""
    { "intoThemeIds": ["0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35"], "newThemes": [{ "code": "T1.b", "label": "Alarms at night" }],
      "reason": "Light and noise are different things to change." }
    """)]
public sealed record SplitThemeRequest(
    [property: Required, MaxLength(50)] IReadOnlyList<Guid> IntoThemeIds,
    [property: Required, MaxLength(50)] IReadOnlyList<NewTheme> NewThemes,
    [property: Required, Reason] string Reason);

static class SplitTheme
{
    public static async Task<Results<Ok<ThemeView>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, SplitThemeRequest request, PublicationsDb db, HttpContext http, IEvents events, TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        var held = await db.HoldThemesAsync([id, .. request.IntoThemeIds], ct);
        if (held.Find(t => t.Id == id) is not { } theme) return Refusal.NotFound("theme").ToProblem();
        if (ThemeErrors.Closed(theme) is { } closed) return closed.ToProblem();
        List<Theme> into = [.. held.Where(t => t.Id != id && t.ProjectId == theme.ProjectId)];
        var faults = Faults(request, into.Select(t => t.Id).ToHashSet());
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);
        if (into.Select(ThemeErrors.Closed).FirstOrDefault(refusal => refusal is not null) is { } closedToo) return closedToo.ToProblem();

        var now = time.GetUtcNow();
        List<Theme> added = [.. request.NewThemes.Select(n => new Theme
        {
            Id = n.Id ?? Guid.CreateVersion7(), ProjectId = theme.ProjectId, Code = n.Code, Label = n.Label, Description = n.Description,
            AddedAt = now,
        })];
        if (await ExistingAsync(db, theme.ProjectId, added, ct) is { } there) return Refusal.AlreadyExists("theme", there).ToProblem();

        foreach (var each in added) db.Add(events, each);
        theme.Split([.. into.Concat(added).Select(t => t.Id)]);
        db.Record(theme, request.Reason, http.User, now);
        events.Publish(new ThemeSplit(id, theme.ProjectId, theme.SplitInto, theme.Version, now));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);

        http.SetETag(theme.RowVersion);
        return TypedResults.Ok(await db.Themes.Where(t => t.Id == id).Select(ThemeView.From(db)).SingleAsync(ct));
    }

    static Dictionary<string, string[]> Faults(SplitThemeRequest request, HashSet<Guid> known)
    {
        var faults = References.Faults("/intoThemeIds", request.IntoThemeIds, known, "other theme");
        foreach (var (at, theme) in request.NewThemes.Index())
            if (request.NewThemes.Take(at).Any(before => before.Code == theme.Code || (theme.Id is { } own && before.Id == own)))
                faults[$"/newThemes/{at}"] = ["A code and an id are given once."];
        if (request.IntoThemeIds.Distinct().Count() + request.NewThemes.Count < 2)
            faults["/newThemes"] = ["A theme is split into two or more."];
        return faults;
    }

    static Task<Guid?> ExistingAsync(PublicationsDb db, Guid project, List<Theme> added, CancellationToken ct)
    {
        Guid[] ids = [.. added.Select(t => t.Id)];
        string[] codes = [.. added.Select(t => t.Code)];
        return db.Themes.Where(t => ids.Contains(t.Id) || (t.ProjectId == project && codes.Contains(t.Code)))
            .OrderBy(t => t.Id).Select(t => (Guid?)t.Id).FirstOrDefaultAsync(ct);
    }
}
