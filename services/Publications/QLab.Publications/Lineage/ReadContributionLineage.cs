using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Publications.Contributions;
using QLab.ReferenceData;

namespace QLab.Publications.Lineage;

/// <param name="Kind">As its service calls it.</param>
/// <param name="Simulated">True when the contribution is made up; null while nothing is known of its project.</param>
/// <param name="Outcome">"used in versions 1 and 2 of …", "not used yet", "parked: …", "left out …".</param>
/// <param name="Summary">The whole story in a sentence or two.</param>
sealed record ContributionLineage(
    Guid ContributionId, string Kind, DateOnly GivenOn, Guid ProjectId, string? ProjectTitle, bool? Simulated,
    string Outcome, string Summary, IReadOnlyList<PublicationLink> UsedIn, IReadOnlyList<Node> Nodes, IReadOnlyList<Edge> Edges);

/// <param name="Versions">Those that rest on it, ascending.</param>
/// <param name="RetractedAt">Since when it is shown no more; its address says why.</param>
sealed record PublicationLink(Guid Id, string Title, string Href, IReadOnlyList<int> Versions, DateTimeOffset? RetractedAt);

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
            of.Key, of.First().Title, FactsToGraph.Href(of.Key), [.. of.Select(e => e.Version).Distinct().Order()],
            of.First().RetractedAt))];
        UsedIn[] used = [.. usedIn.Select(p => new UsedIn(p.Title, p.Versions, p.RetractedAt is not null))];
        var support = Support(evidence, themes, insights);
        var setAside = given.SetAside is { } decision && support.Themes.Count == 0 ? new SetAside(decision, given.SetAsideReason!) : null;
        var counts = await db.ContributionsFor(Consent.Research).AnyAsync(c => c.Id == id, ct);
        return TypedResults.Ok(new ContributionLineage(
            id, given.Kind, DateOnly.FromDateTime(given.GivenAt.UtcDateTime), given.ProjectId, project?.Title, project?.Simulated,
            LineageText.Outcome(used, counts, setAside),
            LineageText.OfContribution(given.Label, given.GivenAt, support, used, counts, setAside),
            usedIn, graph.Nodes, graph.Edges));
    }

    /// <summary>What rests on it now, by themes that have not been merged into another.</summary>
    static Support Support(
        IReadOnlyList<EvidenceFact> evidence, IReadOnlyList<ThemeFact> themes, IReadOnlyList<InsightFact> insights)
    {
        var coded = evidence.Where(e => e.RemovedAt is null).Select(e => e.ThemeId).ToHashSet();
        var standing = themes.Where(t => coded.Contains(t.PartId)).ToList();
        var agreed = insights.Where(i => standing.Any(t => t.Id == i.ThemeId)).DistinctBy(i => i.Id).ToList();
        return new(
            [.. standing.Where(t => t.MergedInto is null).DistinctBy(t => t.Id).Select(t => t.Label)],
            agreed.Count(i => !i.Withdrawn), agreed.Count(i => i.Withdrawn), Removed: coded.Count == 0 && evidence.Count > 0);
    }

    /// <summary>
    /// A contribution helped to write an edition if it was coded to a theme, or had come to it by a merger, when that edition came out,
    /// and had not been removed from the evidence.
    /// </summary>
    internal static IReadOnlyList<EditionFact> Helped(
        IReadOnlyList<EvidenceFact> evidence, IReadOnlyList<ThemeFact> themes, IReadOnlyList<InsightFact> insights,
        IReadOnlyList<EditionFact> editions)
    {
        var coded = (
            from insight in insights
            join theme in themes on insight.ThemeId equals theme.Id
            join piece in evidence on theme.PartId equals piece.ThemeId
            select (insight.Id, Since: theme.Since > piece.CodedAt ? theme.Since : piece.CodedAt, Until: piece.RemovedAt)).ToLookup(of => of.Id);
        return [.. editions.Where(edition => coded[edition.InsightId].Any(
            of => of.Since <= edition.PublishedAt && !(of.Until <= edition.PublishedAt)))];
    }
}
