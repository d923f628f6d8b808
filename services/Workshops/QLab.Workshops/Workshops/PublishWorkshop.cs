using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Workshops.Workshops;

/// <summary>From now on everybody sees it and can book.</summary>
static class PublishWorkshop
{
    public static async Task<Results<Ok<WorkshopView>, ProblemHttpResult>> Handle(
        Guid id, WorkshopsDb db, IEvents events, TimeProvider time, HttpContext http, CancellationToken ct)
    {
        var workshop = await db.Workshops.SingleOrDefaultAsync(w => w.Id == id, ct);
        if (workshop is null) return Refusal.NotFound("workshop").ToProblem();
        if (workshop.CancelledAt is not null) return WorkshopErrors.Cancelled(workshop.CancellationReason).ToProblem();
        if (!workshop.Draft) return WorkshopErrors.Published(id).ToProblem();
        if (await db.Projects.AnyAsync(p => p.Id == workshop.ProjectId && p.Closed, ct)) return WorkshopErrors.ProjectClosed.ToProblem();

        workshop.Publish();
        events.Publish(workshop.Scheduled(time.GetUtcNow()));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.LostRace.ToProblem();
        }
        http.SetETag(workshop.RowVersion);
        return TypedResults.Ok((await ReadWorkshops.Find(db, id, http.User, ct))!.View);
    }
}
