using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;

namespace QLab.Publications.Themes;

[Example("""
    { "projectId": "0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35", "code": "T1", "label": "Light at night", "description": "Corridors, screens, torches" }
    """)]
public sealed record AddThemeRequest(
    Guid ProjectId,
    [property: Required, RegularExpression(Theme.CodePattern, ErrorMessage = Theme.CodeFault)] string Code,
    [property: Required, Text(200)] string Label)
{
    [StringLength(4000)]
    public string? Description { get; init; }

    /// <summary>Your own id for the theme, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }
}

static class AddTheme
{
    public static async Task<Results<Created<ThemeView>, ProblemHttpResult>> Handle(
        AddThemeRequest request, PublicationsDb db, IEvents events, TimeProvider time, CancellationToken ct)
    {
        var id = request.Id ?? Guid.CreateVersion7();
        var existing = await db.Themes.Where(t => t.Id == id || (t.ProjectId == request.ProjectId && t.Code == request.Code))
            .OrderBy(t => t.Id).Select(t => (Guid?)t.Id).FirstOrDefaultAsync(ct);
        if (existing is { } there) return Refusal.AlreadyExists("theme", there).ToProblem();

        var project = await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Id == request.ProjectId, ct);
        if (project?.Title is null) return Refusal.NotKnownHere("project").ToProblem();

        var theme = new Theme
        {
            Id = id, ProjectId = project.Id, Code = request.Code, Label = request.Label,
            Description = request.Description, AddedAt = time.GetUtcNow(),
        };
        db.Add(events, theme);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/publications/v1/themes/{id}", new ThemeView(
            id, theme.ProjectId, theme.Code, theme.Label, theme.Description, theme.State, theme.MergedInto, theme.SplitInto,
            Evidence: 0, LeftOut: 0, project.Simulated, theme.AddedAt));
    }
}
