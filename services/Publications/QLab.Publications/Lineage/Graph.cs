using System.Text.Json;

namespace QLab.Publications.Lineage;

enum NodeType
{
    Contribution,
    Evidence,
    Theme,
    Insight,
    Publication,
    Team,
    Grant,
}

enum Relation
{
    /// <summary>A contribution is quoted by a piece of evidence.</summary>
    GaveEvidence,

    /// <summary>Evidence has been coded to a theme.</summary>
    CodedTo,

    /// <summary>A theme has been merged into another, where its evidence counts.</summary>
    MergedInto,

    /// <summary>An insight was agreed from a theme.</summary>
    LedTo,

    /// <summary>A publication is based on an insight.</summary>
    UsedIn,

    /// <summary>A team recorded a contribution.</summary>
    Recorded,

    /// <summary>What a team learned is part of the evidence of a theme.</summary>
    LearnedAbout,

    /// <summary>A team was given a grant.</summary>
    Received,
}

/// <param name="Label">For people to read.</param>
/// <param name="Kind">Of a contribution, an insight or a publication.</param>
/// <param name="Href">Where it can be read, if it can.</param>
/// <param name="Stage">Of a team: where on the triple diamond it is now.</param>
sealed record Node(Guid Id, NodeType Type, string Label, string? Kind, string? Href, string? Stage);

/// <param name="Versions">The versions of the publication that this holds for.</param>
sealed record Edge(Guid From, Guid To, Relation Relation, IReadOnlyList<int>? Versions);

/// <summary>
/// Nodes and edges, each once, in the order in which they were met; every edge runs from what came first to what came of it.
/// </summary>
sealed class Graph
{
    readonly Dictionary<Guid, Node> nodes = [];
    readonly Dictionary<(Guid, Guid), Edge> edges = [];

    public IReadOnlyList<Node> Nodes => [.. nodes.Values];

    /// <summary>An edge with an end that is not shown is not shown either.</summary>
    public IReadOnlyList<Edge> Edges => [.. edges.Values.Where(e => nodes.ContainsKey(e.From) && nodes.ContainsKey(e.To))];

    public void Add(Guid id, NodeType type, string label, string? kind = null, string? href = null, string? stage = null) =>
        nodes.TryAdd(id, new(id, type, label, kind, href, stage));

    public void Connect(Guid from, Guid to, Relation relation, IReadOnlyList<int>? versions = null) =>
        edges.TryAdd((from, to), new(from, to, relation, versions));
}

/// <summary>Turns what was read, level by level, into a graph.</summary>
static class FactsToGraph
{
    public static void Add(this Graph graph, ContributionFact given) =>
        graph.Add(given.Id, NodeType.Contribution, $"{given.Label}, {LineageText.Day(given.GivenAt)}", given.Kind);

    public static void Add(this Graph graph, EvidenceFact evidence)
    {
        var label = evidence.SourceTitle ?? "a passage of a contribution";
        graph.Add(
            evidence.Id, NodeType.Evidence, LineageText.Label(label, evidence.RemovedAt is null ? null : "removed"), href: evidence.SourceUrl);
        graph.Connect(evidence.Id, evidence.ThemeId, Relation.CodedTo);
        if (evidence.Contribution is not { } contribution) return;
        graph.Add(contribution);
        graph.Connect(contribution.Id, evidence.Id, Relation.GaveEvidence);
        graph.Connect(contribution.OriginId, contribution.Id, Relation.Recorded);
    }

    public static void Add(this Graph graph, ThemeFact theme)
    {
        graph.Add(theme.Id, NodeType.Theme, theme.Label);
        graph.Add(theme.PartId, NodeType.Theme, theme.PartLabel);
        if (theme.PartMergedInto is { } into) graph.Connect(theme.PartId, into, Relation.MergedInto);
    }

    public static void Add(this Graph graph, InsightFact insight)
    {
        graph.Add(
            insight.Id, NodeType.Insight, LineageText.Label(insight.Statement, insight.Withdrawn ? "withdrawn" : null), Name(insight.Kind));
        graph.Connect(insight.ThemeId, insight.Id, Relation.LedTo);
    }

    public static void Add(this Graph graph, IEnumerable<EditionFact> editions)
    {
        foreach (var of in editions.GroupBy(e => (e.InsightId, e.PublicationId)))
        {
            var edition = of.First();
            var label = LineageText.Label(edition.Title, edition.RetractedAt is null ? null : "retracted");
            graph.Add(edition.PublicationId, NodeType.Publication, label, Name(edition.Kind), Href(edition.PublicationId));
            graph.Connect(edition.InsightId, edition.PublicationId, Relation.UsedIn, [.. of.Select(e => e.Version).Order()]);
        }
    }

    public static void Add(this Graph graph, TeamFacts facts)
    {
        foreach (var team in facts.Teams) graph.Add(team.Id, NodeType.Team, team.Name, stage: team.Stage);
        foreach (var (teamId, themeId) in facts.LearnedAbout) graph.Connect(teamId, themeId, Relation.LearnedAbout);
        foreach (var grant in facts.Grants)
        {
            graph.Add(grant.Id, NodeType.Grant, $"a grant, {LineageText.Day(grant.AwardedOn)}");
            graph.Connect(grant.TeamId, grant.Id, Relation.Received);
        }
    }

    public static string Href(Guid publicationId) => $"/api/publications/v1/publications/{publicationId}";

    public static string Name<TKind>(TKind kind) where TKind : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
}
