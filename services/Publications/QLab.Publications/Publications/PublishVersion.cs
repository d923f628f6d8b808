using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;

namespace QLab.Publications.Publications;

[Example("""{ "markdown": "What we heard from 412 people.", "changeNote": "Late answers are counted." }""")]
public sealed record PublishVersionRequest(
    [property: Required, StringLength(200_000)] string Markdown,
    [property: Required, StringLength(1000)] string ChangeNote)
{
    /// <summary>The number it is to have, so that sending it again is safe; the next one when absent.</summary>
    [Range(2, 100_000)]
    public int? Version { get; init; }

    /// <summary>As before when absent; so is the summary, and what it is based on, but for insights that have been withdrawn.</summary>
    [Text(300)]
    public string? Title { get; init; }

    [StringLength(2000)]
    public string? Summary { get; init; }

    [MaxLength(200)]
    public IReadOnlyList<Guid>? BasedOnInsightIds { get; init; }

    /// <summary>Today when absent.</summary>
    public DateOnly? PublishedOn { get; init; }
}

static class PublishVersion
{
    public static async Task<Results<Created<PublicationView>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, PublishVersionRequest request, PublicationsDb db, IEvents events, TimeProvider time, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var faults = PublicationRules.Faults(slug: null, request.Markdown, request.PublishedOn, now);
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);

        var publication = await db.Publications.SingleOrDefaultAsync(p => p.Id == id, ct);
        if (publication is null) return Refusal.NotFound("publication").ToProblem();
        if (await db.RetractionAsync(id, ct) is { } retracted) return retracted.ToProblem();
        if (request.Version <= publication.Version) return Refusal.AlreadyExists("version", id).ToProblem();
        if (request.Version > publication.Version + 1) return PublicationErrors.VersionTooHigh(publication.Version).ToProblem();
        if (request.BasedOnInsightIds is { } insightIds) faults = await db.UnknownInsights(publication.ProjectId, insightIds, ct);
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);

        var before = await db.Editions.AsNoTracking().SingleAsync(e => e.PublicationId == id && e.Version == publication.Version, ct);
        var basedOn = request.BasedOnInsightIds ?? await db.EditionInsights
            .Where(e => e.PublicationId == id && e.Version == before.Version
                && db.Insights.Any(i => i.Id == e.InsightId && i.WithdrawnAt == null))
            .Select(e => e.InsightId).ToListAsync(ct);
        db.AddEdition(events, publication, new()
        {
            PublicationId = id, Version = publication.PublishNext(), Title = request.Title ?? before.Title,
            Summary = request.Summary ?? before.Summary,
            Markdown = request.Markdown, ChangeNote = request.ChangeNote,
            PublishedOn = request.PublishedOn ?? PublicationRules.Today(now), PublishedAt = now,
        }, basedOn);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException or { InnerException: PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } })
        {
            return PublicationErrors.PublishedMeanwhile.ToProblem();
        }
        return TypedResults.Created(
            $"/api/publications/v1/publications/{id}/versions/{publication.Version}", await db.ViewAsync(id, publication.Version, ct));
    }
}
