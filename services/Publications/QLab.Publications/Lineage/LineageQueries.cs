using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using QLab.Publications.Evidence;
using QLab.Publications.Insights;
using QLab.Publications.Publications;
using QLab.Publications.Themes;
using QLab.ServiceDefaults.Disclosure;

namespace QLab.Publications.Lineage;

/// <summary>One query a level, whatever its width; every join is covered by an index.</summary>
static class LineageQueries
{
    /// <summary>All that was coded of it, whether or not it counts now: what happened is told as it was.</summary>
    public static async Task<List<EvidenceFact>> EvidenceOf(this PublicationsDb db, ContributionFact contribution, CancellationToken ct) =>
        [.. (await db.Evidence.Where(e => e.ContributionId == contribution.Id).OrderBy(e => e.Id)
            .Select(e => new { e.Id, e.ThemeId, e.CodedAt, e.RemovedAt }).ToListAsync(ct))
            .Select(e => new EvidenceFact(e.Id, e.ThemeId, e.CodedAt, contribution, SourceTitle: null, SourceUrl: null, e.RemovedAt))];

    /// <summary>For which themes the evidence of these counts.</summary>
    public static Task<List<ThemeFact>> ThemesWith(this PublicationsDb db, Guid[] partIds, CancellationToken ct) =>
        Themes(db, db.ThemeParts.Where(p => partIds.Contains(p.PartId))).ToListAsync(ct);

    /// <summary>These themes with whatever was merged into them.</summary>
    public static Task<List<ThemeFact>> ThemesBehind(this PublicationsDb db, Guid[] themeIds, CancellationToken ct) =>
        Themes(db, db.ThemeParts.Where(p => themeIds.Contains(p.ThemeId))).ToListAsync(ct);

    public static Task<List<InsightFact>> InsightsFrom(this PublicationsDb db, Guid[] themeIds, CancellationToken ct) => (
        from rests in db.InsightThemes
        join insight in db.Insights on rests.InsightId equals insight.Id
        where themeIds.Contains(rests.ThemeId)
        orderby insight.Id
        select new InsightFact(rests.ThemeId, insight.Id, insight.Kind, insight.Statement, insight.WithdrawnAt != null)).ToListAsync(ct);

    public static Task<List<InsightFact>> InsightsBehind(this PublicationsDb db, Guid publicationId, CancellationToken ct) => (
        from rests in db.InsightThemes
        join insight in db.Insights on rests.InsightId equals insight.Id
        where db.EditionInsights.Any(e => e.PublicationId == publicationId && e.InsightId == insight.Id)
        orderby insight.Id
        select new InsightFact(rests.ThemeId, insight.Id, insight.Kind, insight.Statement, insight.WithdrawnAt != null)).ToListAsync(ct);

    public static Task<List<EditionFact>> EditionsBasedOn(this PublicationsDb db, Guid[] insightIds, CancellationToken ct) =>
        Editions(db, db.EditionInsights.Where(e => insightIds.Contains(e.InsightId))).ToListAsync(ct);

    public static Task<List<EditionFact>> EditionsOf(this PublicationsDb db, Guid publicationId, CancellationToken ct) =>
        Editions(db, db.EditionInsights.Where(e => e.PublicationId == publicationId)).ToListAsync(ct);

    /// <summary>Evidence of the themes behind a publication, as far as it was there when an edition came out.</summary>
    public static IQueryable<PieceOfEvidence> EvidenceBehind(this PublicationsDb db, Guid publicationId) =>
        db.CountedEvidence().Where(e => (
            from based in db.EditionInsights
            join edition in db.Editions on new { based.PublicationId, based.Version } equals new { edition.PublicationId, edition.Version }
            join rests in db.InsightThemes on based.InsightId equals rests.InsightId
            join part in db.ThemeParts on rests.ThemeId equals part.ThemeId
            where based.PublicationId == publicationId
                && part.PartId == e.ThemeId
                && edition.PublishedAt >= e.CodedAt
                && edition.PublishedAt >= part.Since
            select based).Any());

    public static Task<List<EvidenceFact>> FactsAsync(this PublicationsDb db, IQueryable<PieceOfEvidence> evidence, CancellationToken ct) => (
        from e in evidence
        join c in db.Contributions on e.ContributionId equals c.Id into given
        from c in given.DefaultIfEmpty()
        orderby e.Id
        select new EvidenceFact(
            e.Id, e.ThemeId, e.CodedAt, c == null ? null : new ContributionFact(c.Id, c.Kind, c.Label, c.OriginId, c.GivenAt),
            e.SourceTitle, e.SourceUrl, e.RemovedAt))
        .ToListAsync(ct);

    public static async Task<List<ContributionCount>> CountsAsync(this PublicationsDb db, IQueryable<PieceOfEvidence> evidence, CancellationToken ct) =>
        [.. (await db.Contributions.Where(c => evidence.Any(e => e.ContributionId == c.Id))
            .GroupBy(c => c.Kind).Select(of => new { Kind = of.Key, Count = of.Count(), Noun = of.Max(c => c.Noun) }).ToListAsync(ct))
            .OrderBy(of => of.Kind, StringComparer.Ordinal).Select(of => new ContributionCount(of.Kind, of.Count, of.Noun!))];

    public static async Task<TeamFacts> TeamsBehind(this PublicationsDb db, IQueryable<PieceOfEvidence> evidence, CancellationToken ct)
    {
        var learned = await (
            from e in evidence
            join c in db.Contributions on e.ContributionId equals c.Id
            where db.Teams.Any(t => t.Id == c.OriginId)
            select new { TeamId = c.OriginId, e.ThemeId }).Distinct().ToListAsync(ct);
        return await db.TeamsAsync([.. learned.Select(l => l.TeamId).Distinct()], [.. learned.Select(l => (l.TeamId, l.ThemeId))], ct);
    }

    public static async Task<TeamFacts> TeamsAsync(
        this PublicationsDb db, Guid[] teamIds, IReadOnlyList<(Guid, Guid)> learnedAbout, CancellationToken ct) =>
        teamIds.Length == 0
            ? TeamFacts.None
            : new(
                await db.Teams.Where(t => teamIds.Contains(t.Id)).OrderBy(t => t.Name)
                    .Select(t => new TeamFact(t.Id, t.Name, db.TeamStages.Where(s => s.TeamId == t.Id).Select(s => s.Stage).SingleOrDefault())).ToListAsync(ct),
                await db.Grants.Where(g => teamIds.Contains(g.TeamId) && !g.Withdrawn).OrderBy(g => g.AwardedOn)
                    .Select(g => new GrantFact(g.Id, g.TeamId, g.AwardedOn)).ToListAsync(ct),
                learnedAbout);

    static IQueryable<ThemeFact> Themes(PublicationsDb db, IQueryable<ThemePart> chosen) =>
        from part in chosen
        join theme in db.Themes on part.ThemeId equals theme.Id
        join own in db.Themes on part.PartId equals own.Id
        orderby theme.Code, own.Code
        select new ThemeFact(theme.Id, theme.Label, theme.MergedInto, part.Since, own.Id, own.Label, own.MergedInto);

    /// <summary>Every edition, with its publication's current title.</summary>
    static IQueryable<EditionFact> Editions(PublicationsDb db, IQueryable<EditionInsight> chosen) =>
        from based in chosen
        join edition in db.Editions on new { based.PublicationId, based.Version } equals new { edition.PublicationId, edition.Version }
        join publication in db.Publications on based.PublicationId equals publication.Id
        join current in db.Editions on new { publication.Id, publication.Version } equals new { Id = current.PublicationId, current.Version }
        orderby current.PublishedOn, publication.Id, edition.Version
        select new EditionFact(
            based.InsightId, publication.Id, publication.Kind, current.Title, edition.Version, edition.PublishedAt,
            publication.RetractedAt);
}

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

/// <param name="Kind">As its service calls it.</param>
/// <param name="Count">How many; null when it is from 1 to 7, which could point at people.</param>
/// <param name="Noun">By which the summary counts them.</param>
sealed record ContributionCount(string Kind, int? Count, [property: JsonIgnore] string Noun)
{
    /// <summary>As everybody may see it. No total is shown beside these, so that none can be worked out from the others.</summary>
    public ContributionCount InPublic() => Count is { } count && SmallNumbers.IsSmall(count) ? this with { Count = null } : this;
}
