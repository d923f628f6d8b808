using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;

namespace QLab.Publications.Publications;

[Example("""
    { "projectId": "0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35", "kind": "essay", "slug": "nobody-owns-the-night",
      "title": "Nobody owns the night", "markdown": "What we heard from 400 people.",
      "basedOnInsightIds": ["0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35"], "publishedOn": "2027-06-01" }
    """)]
public sealed record PublishRequest(
    Guid ProjectId,
    PublicationKind Kind,
    [property: Required, RegularExpression("^[a-z0-9][a-z0-9-]{0,99}$", ErrorMessage = "A slug is 1 to 100 lower-case letters, digits and hyphens.")] string Slug,
    [property: Required, Text(300)] string Title,
    [property: Required, StringLength(200_000)] string Markdown,
    [property: MaxLength(200)] IReadOnlyList<Guid> BasedOnInsightIds,
    DateOnly PublishedOn)
{
    [StringLength(2000)]
    public string? Summary { get; init; }

    /// <summary>Your own id for the publication, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }
}

static class Publish
{
    public static async Task<Results<Created<PublicationView>, ValidationProblem, ProblemHttpResult>> Handle(
        PublishRequest request, PublicationsDb db, IEvents events, TimeProvider time, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var faults = PublicationRules.Faults(request.Slug, request.Markdown, request.PublishedOn, now);
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);

        var id = request.Id ?? Guid.CreateVersion7();
        var existing = await db.Publications.Where(p => p.Id == id || (p.ProjectId == request.ProjectId && p.Slug == request.Slug))
            .OrderBy(p => p.Id).Select(p => (Guid?)p.Id).FirstOrDefaultAsync(ct);
        if (existing is { } there) return Refusal.AlreadyExists("publication", there).ToProblem();

        var project = await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Id == request.ProjectId, ct);
        if (project?.Title is null) return Refusal.NotKnownHere("project").ToProblem();
        faults = await db.UnknownInsights(project.Id, request.BasedOnInsightIds, ct);
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);

        var publication = new Publication { Id = id, ProjectId = project.Id, Kind = request.Kind, Slug = request.Slug };
        db.Publications.Add(publication);
        db.AddEdition(events, publication, new()
        {
            PublicationId = id, Version = publication.Version, Title = request.Title, Summary = request.Summary,
            Markdown = request.Markdown, PublishedOn = request.PublishedOn, PublishedAt = now,
        }, request.BasedOnInsightIds);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/publications/v1/publications/{id}", await db.ViewAsync(id, publication.Version, ct));
    }
}
