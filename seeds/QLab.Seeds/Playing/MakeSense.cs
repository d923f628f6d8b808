using QLab.Seeds.Api;
using QLab.Seeds.Drawing;

namespace QLab.Seeds.Playing;

/// <summary>
/// From what people gave to what was published. Evidence comes before the insights that rest on it, and both before the publications.
/// </summary>
static class MakeSense
{
    const string Address = "/api/publications/v1";

    public static async Task AddThemes(LabDraw draw, Gateway gateway, Progress progress, CancellationToken ct)
    {
        var ids = ThemeIds(draw);
        progress.Say(draw.Slug, await Progress.Each("themes", draw.Facts.Themes, (theme, stop) =>
        {
            var id = ids[theme.Code];
            return gateway.Create($"{Address}/themes", id, new { id, draw.ProjectId, theme.Code, theme.Label }, stop);
        }, ct));
    }

    public static async Task Code(
        LabDraw draw, string from, IReadOnlyList<Contribution> contributions, Gateway gateway, Progress progress, CancellationToken ct)
    {
        if (contributions.Count == 0) return;
        var themeIds = ThemeIds(draw);
        var evidence = contributions.SelectMany(given => given.Passages.Select(passage => (Given: given, Passage: passage))).ToList();
        progress.Say(draw.Slug, await Progress.Each($"pieces of evidence from {from}", evidence, (piece, stop) =>
            CodePassage(draw, themeIds[piece.Passage.Theme], piece.Given, piece.Passage, gateway, stop), ct));
    }

    public static async Task Publish(LabDraw draw, Gateway gateway, Progress progress, CancellationToken ct)
    {
        var themeIds = ThemeIds(draw);
        var insights = draw.Facts.Insights.Select((facts, i) => (Facts: facts, Id: draw.Id("insight", facts.Key, i))).ToList();
        var insightIds = insights.ToDictionary(insight => insight.Facts.Key, insight => insight.Id);
        var agreed = await Progress.Each("insights", insights, (insight, stop) => gateway.Create($"{Address}/insights", insight.Id, new
        {
            insight.Id, draw.ProjectId, insight.Facts.Kind, insight.Facts.Statement, insight.Facts.Why,
            themeIds = insight.Facts.Themes.Select(code => themeIds[code]),
        }, stop), ct);

        var publications = draw.Facts.Publications
            .Select((facts, i) => (Facts: facts, Id: draw.Id("publication", facts.Key, i, facts.PublishedOn))).ToList();
        var published = await Progress.Each("publications", publications, (publication, stop) =>
        {
            var (facts, id) = publication;
            return gateway.Create($"{Address}/publications", id, new
            {
                id, draw.ProjectId, facts.Kind, facts.Slug, facts.Title, facts.Summary,
                markdown = string.Join("\n\n", facts.Markdown),
                basedOnInsightIds = facts.Insights.Select(key => insightIds[key]),
                facts.PublishedOn,
            }, stop);
        }, ct);
        progress.Say(draw.Slug, agreed, published);
    }

    public static Dictionary<string, Guid> ThemeIds(LabDraw draw) =>
        draw.Facts.Themes.Select((theme, i) => (theme.Code, Id: draw.Id("theme", theme.Code, i)))
            .ToDictionary(theme => theme.Code, theme => theme.Id);

    static Task<Outcome> CodePassage(
        LabDraw draw, Guid themeId, Contribution given, ThemedPassage passage, Gateway gateway, CancellationToken ct)
    {
        var id = draw.Id("evidence", $"{given.Key}/{passage.Theme}", 0);
        return gateway.Create($"{Address}/themes/{themeId}/evidence", id, new
        {
            id, contributionId = given.Id,
            passage = passage.End > 0 ? new { passage.Start, passage.End } : null,
            memo = "Coded by the seeds.",
        }, ct);
    }
}
