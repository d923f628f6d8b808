using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Publications.Contracts;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Publications.Publications;

/// <summary>Its words are shown no more; its address stays, and says since when and why.</summary>
static class RetractPublication
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid id, ReasonRequest request, PublicationsDb db, HttpContext http, IEvents events, TimeProvider time, CancellationToken ct)
    {
        var publication = await db.Publications.SingleOrDefaultAsync(p => p.Id == id, ct);
        if (publication is null) return Refusal.NotFound("publication").ToProblem();
        if (await db.RetractionAsync(id, ct) is { } retracted) return retracted.ToProblem();

        var now = time.GetUtcNow();
        publication.Retract(request.Reason, now);
        db.Add(ChangeEntry.Of(Publication.Noun, id, publication.Version, "retracted", request.Reason, http.User, now));
        events.Publish(new PublicationRetracted(id, publication.ProjectId, publication.Version, now));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
