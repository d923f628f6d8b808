using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Problems;

namespace QLab.Publications.Publications;

sealed record VersionListItem(int Version, string Title, string? ChangeNote, DateOnly PublishedOn, DateTimeOffset PublishedAt);

static class ReadVersions
{
    public static async Task<Results<Ok<List<VersionListItem>>, ProblemHttpResult>> List(Guid id, PublicationsDb db, CancellationToken ct)
    {
        if (await db.RetractionAsync(id, ct) is { } retracted) return retracted.ToProblem();
        var versions = await db.Editions.Where(e => e.PublicationId == id).OrderByDescending(e => e.Version)
            .Select(e => new VersionListItem(e.Version, e.Title, e.ChangeNote, e.PublishedOn, e.PublishedAt)).ToListAsync(ct);
        return versions.Count > 0 ? TypedResults.Ok(versions) : Refusal.NotFound("publication").ToProblem();
    }

    public static async Task<Results<Ok<PublicationView>, ProblemHttpResult>> Get(
        Guid id, int version, PublicationsDb db, CancellationToken ct)
    {
        if (await db.RetractionAsync(id, ct) is { } retracted) return retracted.ToProblem();
        return await db.ViewAsync(id, version, ct) is { } view ? TypedResults.Ok(view) : Refusal.NotFound("version").ToProblem();
    }
}
