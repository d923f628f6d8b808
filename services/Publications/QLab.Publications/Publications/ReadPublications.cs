using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Publications.Publications;

sealed record PublicationListItem(
    Guid Id, Guid ProjectId, PublicationKind Kind, string Slug, int Version, string Title, string? Summary, DateOnly PublishedOn,
    bool Simulated);

static class ReadPublications
{
    public static Task<Page<PublicationListItem>> List(
        [AsParameters] Paging paging, Guid? projectId, EnumParameter<PublicationKind>? kind, PublicationsDb db, CancellationToken ct)
    {
        var wanted = kind?.Value;
        return paging.ReadAsync(
            from publication in db.Publications
            join edition in db.Editions
                on new { publication.Id, publication.Version } equals new { Id = edition.PublicationId, edition.Version }
            where (projectId == null || publication.ProjectId == projectId) && (wanted == null || publication.Kind == wanted)
                && publication.RetractedAt == null
            select new { publication, edition },
            row => row.publication.Id,
            row => new PublicationListItem(
                row.publication.Id, row.publication.ProjectId, row.publication.Kind, row.publication.Slug, row.publication.Version,
                row.edition.Title, row.edition.Summary, row.edition.PublishedOn,
                db.Projects.Any(p => p.Id == row.publication.ProjectId && p.Simulated)), ct);
    }

    public static async Task<Results<Ok<PublicationView>, ProblemHttpResult>> Get(
        [Description("Its id, or its slug.")] string idOrSlug,
        [Description("Needed with a slug that several projects use.")] Guid? projectId,
        PublicationsDb db, HttpContext http, CancellationToken ct)
    {
        var found = await Named(db, idOrSlug).Where(p => projectId == null || p.ProjectId == projectId)
            .OrderBy(p => p.Id).Select(p => new { p.Id, p.RowVersion }).Take(2).ToListAsync(ct);
        if (found.Count == 0) return Refusal.NotFound("publication").ToProblem();
        if (found.Count == 2) return PublicationErrors.SlugInSeveralProjects.ToProblem();

        if (await db.RetractionAsync(found[0].Id, ct) is { } retracted) return retracted.ToProblem();

        http.SetETag(found[0].RowVersion);
        return TypedResults.Ok(await db.ViewAsync(found[0].Id, version: null, ct));
    }

    static IQueryable<Publication> Named(PublicationsDb db, string idOrSlug) =>
        Guid.TryParse(idOrSlug, out var id) ? db.Publications.Where(p => p.Id == id) : db.Publications.Where(p => p.Slug == idOrSlug);
}
