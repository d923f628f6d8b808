using QLab.Seeds.Api;
using QLab.Seeds.Drawing;

namespace QLab.Seeds.Playing;

/// <summary>From what people gave to what was published. Evidence comes before the insights that rest on it, and both before the publications.</summary>
static class MakeSense
{
    const string Address = "/api/publications/v1";

    public static async Task Play(LabDraw draw, IReadOnlyList<Contribution> contributions, Gateway gateway, Progress progress, CancellationToken ct)
    {
        var themes = draw.Facts.Themes.Select((facts, i) => (Facts: facts, Id: draw.Id("theme", facts.Code, i))).ToList();
        var themeIds = themes.ToDictionary(theme => theme.Facts.Code, theme => theme.Id);
        await progress.Each(draw.Slug, "themes", themes, (theme, stop) =>
            gateway.Create($"{Address}/themes", theme.Id, new { theme.Id, draw.ProjectId, theme.Facts.Code, theme.Facts.Label }, stop), ct);

        var evidence = contributions.SelectMany(contribution => contribution.Passages.Select(passage => (Given: contribution, Passage: passage))).ToList();
        await progress.Each(draw.Slug, "pieces of evidence", evidence, (piece, stop) => Code(draw, themeIds, piece.Given, piece.Passage, gateway, stop), ct);

        var insights = draw.Facts.Insights.Select((facts, i) => (Facts: facts, Id: draw.Id("insight", facts.Key, i))).ToList();
        var insightIds = insights.ToDictionary(insight => insight.Facts.Key, insight => insight.Id);
        await progress.Each(draw.Slug, "insights", insights, (insight, stop) => gateway.Create($"{Address}/insights", insight.Id, new
        {
            insight.Id, draw.ProjectId, insight.Facts.Kind, insight.Facts.Statement, insight.Facts.Why,
            themeIds = insight.Facts.Themes.Select(code => themeIds[code]),
        }, stop), ct);

        var publications = draw.Facts.Publications.Select((facts, i) => (Facts: facts, Id: draw.Id("publication", facts.Key, i, facts.PublishedOn))).ToList();
        await progress.Each(draw.Slug, "publications", publications, (publication, stop) => gateway.Create($"{Address}/publications", publication.Id, new
        {
            publication.Id, draw.ProjectId, publication.Facts.Kind, publication.Facts.Slug, publication.Facts.Title, publication.Facts.Summary,
            markdown = string.Join("\n\n", publication.Facts.Markdown),
            basedOnInsightIds = publication.Facts.Insights.Select(key => insightIds[key]),
            publication.Facts.PublishedOn,
        }, stop), ct);
    }

    static Task<Outcome> Code(
        LabDraw draw, Dictionary<string, Guid> themeIds, Contribution given, ThemedPassage passage, Gateway gateway, CancellationToken ct)
    {
        var id = draw.Id("evidence", $"{given.Key}/{passage.Theme}", 0);
        return gateway.Create($"{Address}/themes/{themeIds[passage.Theme]}/evidence", id, new
        {
            id, contributionId = given.Id,
            passage = passage.End > 0 ? new { passage.Start, passage.End } : null,
            memo = "Coded by the seeds.",
        }, ct);
    }
}
