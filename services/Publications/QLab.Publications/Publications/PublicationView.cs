using Microsoft.EntityFrameworkCore;
using QLab.Publications.Insights;
using QLab.ServiceDefaults.Problems;

namespace QLab.Publications.Publications;

/// <param name="Html">The Markdown as HTML: no raw HTML, and links lead only to http, https and mailto.</param>
/// <param name="BasedOn">The insights it is based on.</param>
/// <param name="Lineage">Where to see what lies behind it.</param>
/// <param name="Simulated">True when the contributions behind it are made up.</param>
sealed record PublicationView(
    Guid Id, Guid ProjectId, PublicationKind Kind, string Slug, int Version, int CurrentVersion, string Title, string? Summary,
    string Markdown, string Html, string? ChangeNote, DateOnly PublishedOn, DateTimeOffset PublishedAt,
    IReadOnlyList<InsightReference> BasedOn, string Lineage, bool Simulated);

/// <param name="Statement">As it is worded now.</param>
/// <param name="Withdrawn">Whether it has been withdrawn since.</param>
sealed record InsightReference(Guid Id, InsightKind Kind, string Statement, bool Withdrawn);

static class PublicationViews
{
    /// <summary>Why none of its versions is shown; null while they are.</summary>
    public static async Task<Refusal?> RetractionAsync(this PublicationsDb db, Guid id, CancellationToken ct)
    {
        var retracted = await (
            from p in db.Publications
            join e in db.Editions on new { p.Id, p.Version } equals new { Id = e.PublicationId, e.Version }
            where p.Id == id && p.RetractedAt != null
            select new { e.Title, At = p.RetractedAt!.Value, Reason = p.RetractionReason! }).SingleOrDefaultAsync(ct);
        return retracted is null ? null : PublicationErrors.Retracted(retracted.Title, retracted.At, retracted.Reason);
    }

    public static async Task<PublicationView?> ViewAsync(this PublicationsDb db, Guid id, int? version, CancellationToken ct)
    {
        var found = await (
            from publication in db.Publications.AsNoTracking()
            join edition in db.Editions on publication.Id equals edition.PublicationId
            where publication.Id == id && edition.Version == (version ?? publication.Version)
            select new
            {
                publication,
                edition,
                Simulated = db.Projects.Any(p => p.Id == publication.ProjectId && p.Simulated),
                BasedOn = (
                    from based in db.EditionInsights
                    join insight in db.Insights on based.InsightId equals insight.Id
                    where based.PublicationId == id && based.Version == edition.Version
                    orderby insight.Id
                    select new InsightReference(insight.Id, insight.Kind, insight.Statement, insight.WithdrawnAt != null)).ToList(),
            }).SingleOrDefaultAsync(ct);
        if (found is null) return null;

        var (p, e) = (found.publication, found.edition);
        return new(
            p.Id, p.ProjectId, p.Kind, p.Slug, e.Version, p.Version, e.Title, e.Summary,
            e.Markdown, PublishedMarkdown.ToHtml(e.Markdown), e.ChangeNote, e.PublishedOn, e.PublishedAt,
            found.BasedOn, $"/api/publications/v1/lineage/publications/{p.Id}", found.Simulated);
    }
}
