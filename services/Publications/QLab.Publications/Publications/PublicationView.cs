using Microsoft.EntityFrameworkCore;
using QLab.Publications.Insights;

namespace QLab.Publications.Publications;

/// <param name="Html">The Markdown as HTML: no raw HTML, and links lead only to http, https and mailto.</param>
/// <param name="BasedOn">The insights it is based on.</param>
/// <param name="Lineage">Where to see what lies behind it.</param>
/// <param name="Simulated">True when the contributions behind it are made up.</param>
sealed record PublicationView(
    Guid Id, Guid ProjectId, PublicationKind Kind, string Slug, int Version, int CurrentVersion, string Title, string? Summary,
    string Markdown, string Html, string? ChangeNote, DateOnly PublishedOn, DateTimeOffset PublishedAt,
    IReadOnlyList<InsightReference> BasedOn, string Lineage, bool Simulated);

sealed record InsightReference(Guid Id, InsightKind Kind, string Statement);

static class PublicationViews
{
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
                    select new InsightReference(insight.Id, insight.Kind, insight.Statement)).ToList(),
            }).SingleOrDefaultAsync(ct);
        if (found is null) return null;

        var (p, e) = (found.publication, found.edition);
        return new(
            p.Id, p.ProjectId, p.Kind, p.Slug, e.Version, p.Version, e.Title, e.Summary,
            e.Markdown, PublishedMarkdown.ToHtml(e.Markdown), e.ChangeNote, e.PublishedOn, e.PublishedAt,
            found.BasedOn, $"/api/publications/v1/lineage/publications/{p.Id}", found.Simulated);
    }
}
