using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Publications.Contributions;
using QLab.ReferenceData;

namespace QLab.Publications.Lineage;

/// <param name="Kind">As its service calls it.</param>
/// <param name="Simulated">True when the contribution is made up; null while nothing is known of its project.</param>
/// <param name="Outcome">"used in versions 1 and 2 of …", "not used yet", "left out …".</param>
/// <param name="Summary">The whole story in a sentence or two.</param>
sealed record ContributionLineage(
    Guid ContributionId, string Kind, DateOnly GivenOn, Guid ProjectId, string? ProjectTitle, bool? Simulated,
    string Outcome, string Summary, IReadOnlyList<PublicationLink> UsedIn, IReadOnlyList<Node> Nodes, IReadOnlyList<Edge> Edges);

/// <param name="Versions">Those that rest on it, ascending.</param>
sealed record PublicationLink(Guid Id, string Title, string Href, IReadOnlyList<int> Versions);

static class ReadContributionLineage
{
    public static async Task<Results<Ok<ContributionLineage>, ProblemHttpResult>> Handle(Guid id, PublicationsDb db, CancellationToken ct)
    {
        var given = await db.Contributions.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct);
        if (given is null) return LineageErrors.ContributionNotKnown.ToProblem();
        if (given.RemovedAt is not null) return LineageErrors.ContributionRemoved.ToProblem();
        var project = await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Id == given.ProjectId && p.Title != null, ct);

        var contribution = new ContributionFact(given.Id, given.Kind, given.Label, given.OriginId, given.GivenAt);
        var evidence = await db.EvidenceOf(contribution, ct);
        var themes = await db.ThemesWith([.. evidence.Select(e => e.ThemeId)], ct);
        var insights = await db.InsightsFrom([.. themes.Select(t => t.Id).Distinct()], ct);
        var editions = Helped(evidence, themes, insights, await db.EditionsBasedOn([.. insights.Select(i => i.Id)], ct));
        var teams = await db.TeamsAsync([given.OriginId], [], ct);

        var graph = new Graph();
        graph.Add(contribution);
        foreach (var piece in evidence) graph.Add(piece);
        foreach (var theme in themes) graph.Add(theme);
        foreach (var insight in insights) graph.Add(insight);
        graph.Add(editions);
        graph.Add(teams);
        graph.Connect(given.OriginId, id, Relation.Recorded);

        PublicationLink[] usedIn = [.. editions.GroupBy(e => e.PublicationId).Select(of => new PublicationLink(
            of.Key, of.First().Title, FactsToGraph.Href(of.Key), [.. of.Select(e => e.Version).Distinct().Order()]))];
        UsedIn[] used = [.. usedIn.Select(p => new UsedIn(p.Title, p.Versions))];
        var counts = await db.ContributionsFor(Consent.Research).AnyAsync(c => c.Id == id, ct);
        return TypedResults.Ok(new ContributionLineage(
            id, given.Kind, DateOnly.FromDateTime(given.GivenAt.UtcDateTime), given.ProjectId, project?.Title, project?.Simulated,
            LineageText.Outcome(used, counts),
            LineageText.OfContribution(
                given.Label, given.GivenAt, Standing(themes), insights.DistinctBy(i => i.Id).Count(), used, counts),
            usedIn, graph.Nodes, graph.Edges));
    }

    /// <summary>What the themes are called that have not been merged into another.</summary>
    static IReadOnlyList<string> Standing(IEnumerable<ThemeFact> themes) =>
        [.. themes.Where(t => t.MergedInto is null).DistinctBy(t => t.Id).Select(t => t.Label)];

    /// <summary>
    /// A contribution that was coded to a theme, or came to it by a merger,
    /// after an edition came out did not help to write that edition.
    /// </summary>
    internal static IReadOnlyList<EditionFact> Helped(
        IReadOnlyList<EvidenceFact> evidence, IReadOnlyList<ThemeFact> themes, IReadOnlyList<InsightFact> insights,
        IReadOnlyList<EditionFact> editions)
    {
        var coded = (
            from insight in insights
            join theme in themes on insight.ThemeId equals theme.Id
            join piece in evidence on theme.PartId equals piece.ThemeId
            group theme.Since > piece.CodedAt ? theme.Since : piece.CodedAt by insight.Id).ToDictionary(of => of.Key, of => of.Min());
        return [.. editions.Where(edition => coded[edition.InsightId] <= edition.PublishedAt)];
    }
}
