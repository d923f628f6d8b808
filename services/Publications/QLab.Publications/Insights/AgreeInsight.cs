using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Publications.Contracts;
using QLab.Publications.Evidence;
using QLab.Publications.Themes;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Publications.Insights;

[Example("""
    { "projectId": "0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35", "kind": "barrier", "statement": "Nobody owns the night.",
      "why": "Day staff decide about light and alarms.",
      "themeIds": ["0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35"] }
    """)]
public sealed record AgreeInsightRequest(
    Guid ProjectId,
    InsightKind Kind,
    [property: Required, StringLength(1000)] string Statement,
    [property: Required, StringLength(4000)] string Why,
    [property: Required, MinLength(1), MaxLength(100)] IReadOnlyList<Guid> ThemeIds)
{
    /// <summary>Your own id for the insight, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }
}

static class AgreeInsight
{
    public static async Task<Results<Created<InsightView>, ValidationProblem, ProblemHttpResult>> Handle(
        AgreeInsightRequest request, PublicationsDb db, IEvents events, TimeProvider time, CancellationToken ct)
    {
        var id = request.Id ?? Guid.CreateVersion7();
        if (await db.Insights.AnyAsync(i => i.Id == id, ct)) return Refusal.AlreadyExists("insight", id).ToProblem();

        var project = await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Id == request.ProjectId, ct);
        if (project?.Title is null) return Refusal.NotKnownHere("project").ToProblem();

        Guid[] themeIds = [.. request.ThemeIds.Distinct()];
        var themes = await db.Themes.Where(t => t.ProjectId == project.Id && themeIds.Contains(t.Id))
            .Select(t => new
            {
                t.Id, t.Code, t.MergedInto,
                HasEvidence = db.CountedEvidence().Any(e => db.ThemeParts.Any(p => p.ThemeId == t.Id && p.PartId == e.ThemeId)),
            }).ToListAsync(ct);
        var faults = References.Faults("/themeIds", request.ThemeIds, themes.Select(t => t.Id).ToHashSet(), "theme");
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);
        if (themes.Find(t => t.MergedInto is not null) is { } merged) return ThemeErrors.Merged(merged.MergedInto).ToProblem();
        if (themes.Any(t => !t.HasEvidence))
            return InsightErrors.NoEvidence(themes.Where(t => !t.HasEvidence).Select(t => t.Code)).ToProblem();

        var insight = new Insight
        {
            Id = id, ProjectId = project.Id, Kind = request.Kind, Statement = request.Statement, Why = request.Why,
            AgreedAt = time.GetUtcNow(),
        };
        db.Insights.Add(insight);
        db.InsightThemes.AddRange(themeIds.Select(themeId => new InsightTheme { InsightId = id, ThemeId = themeId }));
        events.Publish(
            new InsightAgreed(id, project.Id, JsonNamingPolicy.CamelCase.ConvertName(insight.Kind.ToString()), themeIds, insight.AgreedAt));
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/publications/v1/insights/{id}", new InsightView(
            id, project.Id, insight.Kind, insight.Statement, insight.Why, themeIds, project.Simulated, insight.AgreedAt, WithdrawnAt: null));
    }
}
