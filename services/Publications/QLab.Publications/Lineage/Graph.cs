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
