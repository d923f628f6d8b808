using System.Text.Json;
using QLab.Publications.Contributions;
using QLab.Publications.Insights;
using QLab.Publications.Publications;

namespace QLab.Publications.Lineage;

sealed record ContributionFact(Guid Id, ContributionKind Kind, Guid OriginId, DateTimeOffset GivenAt);

/// <param name="Contribution">Null for a cited source.</param>
sealed record EvidenceFact(Guid Id, Guid ThemeId, DateTimeOffset CodedAt, ContributionFact? Contribution, string? SourceTitle, string? SourceUrl);

sealed record ThemeFact(Guid Id, string Code, string Label);

sealed record InsightFact(Guid ThemeId, Guid Id, InsightKind Kind, string Statement);

sealed record EditionFact(
    Guid InsightId, Guid PublicationId, PublicationKind Kind, string Title, int Version, DateTimeOffset PublishedAt);

sealed record TeamFact(Guid Id, string Name);

sealed record GrantFact(Guid Id, Guid TeamId, DateOnly AwardedOn);

/// <param name="LearnedAbout">Which team's learning is evidence of which theme.</param>
sealed record TeamFacts(IReadOnlyList<TeamFact> Teams, IReadOnlyList<GrantFact> Grants, IReadOnlyList<(Guid TeamId, Guid ThemeId)> LearnedAbout)
{
    public static TeamFacts None { get; } = new([], [], []);
}

/// <summary>Turns what was read, level by level, into a graph.</summary>
static class FactsToGraph
{
    public static void Add(this Graph graph, ContributionFact given) =>
        graph.Add(given.Id, NodeType.Contribution, $"{LineageText.One(given.Kind)}, {LineageText.Day(given.GivenAt)}", Name(given.Kind));

    public static void Add(this Graph graph, EvidenceFact evidence)
    {
        graph.Add(evidence.Id, NodeType.Evidence, evidence.SourceTitle ?? "a passage of a contribution", href: evidence.SourceUrl);
        graph.Connect(evidence.Id, evidence.ThemeId, Relation.CodedTo);
        if (evidence.Contribution is not { } contribution) return;
        graph.Add(contribution);
        graph.Connect(contribution.Id, evidence.Id, Relation.GaveEvidence);
        if (contribution.Kind == ContributionKind.Learning) graph.Connect(contribution.OriginId, contribution.Id, Relation.Recorded);
    }

    public static void Add(this Graph graph, ThemeFact theme) => graph.Add(theme.Id, NodeType.Theme, theme.Label);

    public static void Add(this Graph graph, InsightFact insight)
    {
        graph.Add(insight.Id, NodeType.Insight, insight.Statement, Name(insight.Kind));
        graph.Connect(insight.ThemeId, insight.Id, Relation.LedTo);
    }

    public static void Add(this Graph graph, IEnumerable<EditionFact> editions)
    {
        foreach (var of in editions.GroupBy(e => (e.InsightId, e.PublicationId)))
        {
            var edition = of.First();
            graph.Add(edition.PublicationId, NodeType.Publication, edition.Title, Name(edition.Kind), Href(edition.PublicationId));
            graph.Connect(edition.InsightId, edition.PublicationId, Relation.UsedIn, [.. of.Select(e => e.Version).Order()]);
        }
    }

    public static void Add(this Graph graph, TeamFacts facts)
    {
        foreach (var team in facts.Teams) graph.Add(team.Id, NodeType.Team, team.Name);
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
