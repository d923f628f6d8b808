using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Publications.Publications;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Publications.Lineage;

/// <param name="Simulated">True when the contributions are made up.</param>
/// <param name="Summary">What it rests on, in a sentence or two.</param>
/// <param name="RetractedAt">Since when it is shown no more, with the reason.</param>
/// <param name="Contributions">
/// How many contributions of each kind; for callers other than the Lab, with the scope publications:read, a count from 1 to 7 is null.
/// </param>
sealed record PublicationLineage(
    Guid PublicationId, Guid ProjectId, PublicationKind Kind, string Slug, string Title, int Version, bool Simulated,
    DateTimeOffset? RetractedAt, string? RetractionReason, string Summary, IReadOnlyList<ContributionCount> Contributions, IReadOnlyList<Node> Nodes, IReadOnlyList<Edge> Edges);

static class ReadPublicationLineage
{
    public static async Task<Results<Ok<PublicationLineage>, ProblemHttpResult>> Handle(
        Guid id, PublicationsDb db, HttpContext http, CancellationToken ct)
    {
        var found = await (
            from p in db.Publications.AsNoTracking()
            join e in db.Editions on new { p.Id, p.Version } equals new { Id = e.PublicationId, e.Version }
            where p.Id == id
            select new { Publication = p, e.Title, Simulated = db.Projects.Any(project => project.Id == p.ProjectId && project.Simulated) })
            .SingleOrDefaultAsync(ct);
        if (found is null) return Refusal.NotFound("publication").ToProblem();

        // Ids of contributions are pseudonyms of what people gave: the public sees how many, not which.
        var showEach = http.User.ActsForLab("publications:read", found.Publication.ProjectId);
        var behind = db.EvidenceBehind(id);
        var editions = await db.EditionsOf(id, ct);
        var insights = await db.InsightsBehind(id, ct);
        var themes = await db.ThemesBehind([.. insights.Select(i => i.ThemeId).Distinct()], ct);
        var evidence = await db.FactsAsync(showEach ? behind : behind.Where(e => e.SourceTitle != null), ct);
        var counts = await db.CountsAsync(behind, ct);
        if (!showEach) counts = [.. counts.Select(count => count.InPublic())];

        var publication = found.Publication;
        var graph = new Graph();
        var label = LineageText.Label(found.Title, publication.RetractedAt is null ? null : "retracted");
        graph.Add(id, NodeType.Publication, label, FactsToGraph.Name(publication.Kind), FactsToGraph.Href(id));
        graph.Add(editions);
        foreach (var insight in insights) graph.Add(insight);
        foreach (var theme in themes) graph.Add(theme);
        foreach (var piece in evidence) graph.Add(piece);
        graph.Add(await db.TeamsBehind(behind, ct));

        var summary = LineageText.OfPublication(
            found.Title, insights.DistinctBy(i => i.Id).Count(), themes.DistinctBy(t => t.Id).Count(), counts,
            evidence.Count(e => e.Contribution is null));
        if (publication is { RetractedAt: { } at, RetractionReason: { } reason }) summary += $" {LineageText.Retracted(at, reason)}";
        return TypedResults.Ok(new PublicationLineage(
            id, publication.ProjectId, publication.Kind, publication.Slug, found.Title, publication.Version, found.Simulated,
            publication.RetractedAt, publication.RetractionReason, summary, counts, graph.Nodes, graph.Edges));
    }
}
