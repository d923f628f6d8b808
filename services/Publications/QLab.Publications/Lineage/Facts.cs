using System.Text.Json;
using QLab.Publications.Insights;
using QLab.Publications.Publications;

namespace QLab.Publications.Lineage;

sealed record ContributionFact(Guid Id, string Kind, string Label, Guid OriginId, DateTimeOffset GivenAt);

/// <param name="Contribution">Null for a cited source.</param>
/// <param name="RemovedAt">Since when it is evidence no more.</param>
sealed record EvidenceFact(
    Guid Id, Guid ThemeId, DateTimeOffset CodedAt, ContributionFact? Contribution, string? SourceTitle, string? SourceUrl,
    DateTimeOffset? RemovedAt = null);

/// <summary>That the evidence of one theme counts for another, or for itself.</summary>
/// <param name="Since">From when on it does.</param>
/// <param name="PartId">The theme whose evidence it is: the same one, or one that was merged into it.</param>
/// <param name="PartMergedInto">The theme into which the part was merged directly.</param>
sealed record ThemeFact(Guid Id, string Label, Guid? MergedInto, DateTimeOffset Since, Guid PartId, string PartLabel, Guid? PartMergedInto);

sealed record InsightFact(Guid ThemeId, Guid Id, InsightKind Kind, string Statement, bool Withdrawn = false);

sealed record EditionFact(
    Guid InsightId, Guid PublicationId, PublicationKind Kind, string Title, int Version, DateTimeOffset PublishedAt,
    DateTimeOffset? RetractedAt = null);

/// <param name="Stage">Where it is on the triple diamond; null while nothing is known.</param>
sealed record TeamFact(Guid Id, string Name, string? Stage);

sealed record GrantFact(Guid Id, Guid TeamId, DateOnly AwardedOn);

/// <param name="LearnedAbout">Which team's learning is evidence of which theme.</param>
sealed record TeamFacts(
    IReadOnlyList<TeamFact> Teams, IReadOnlyList<GrantFact> Grants, IReadOnlyList<(Guid TeamId, Guid ThemeId)> LearnedAbout)
{
    public static TeamFacts None { get; } = new([], [], []);
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
