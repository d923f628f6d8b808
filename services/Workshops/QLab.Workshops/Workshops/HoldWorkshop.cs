using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.Workshops.Bookings;

namespace QLab.Workshops.Workshops;

/// <param name="Attended">How many people came; those who were checked in, when not said.</param>
[Example("""{ "attended": 24 }""")]
public sealed record HoldWorkshopRequest([property: Range(0, 100_000)] int? Attended = null);

static class HoldWorkshop
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid id, HoldWorkshopRequest request, WorkshopsDb db, IEvents events, TimeProvider time, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var workshop = await db.Workshops.SingleOrDefaultAsync(w => w.Id == id, ct);
        if (workshop is null) return Refusal.NotFound("workshop").ToProblem();
        if (workshop.CancelledAt is not null) return WorkshopErrors.Cancelled(workshop.CancellationReason).ToProblem();
        if (workshop.HeldAt is not null) return WorkshopErrors.HeldAlready(id).ToProblem();
        if (workshop.Draft) return WorkshopErrors.NotPublished.ToProblem();
        if (now < workshop.StartsAt) return WorkshopErrors.NotStarted.ToProblem();

        workshop.Hold(request.Attended ?? await db.CameAsync(id, ct), now);
        events.Publish(workshop.Held(now));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.LostRace.ToProblem();
        }
        return TypedResults.NoContent();
    }
}
