using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Problems;

namespace QLab.Workshops.Bookings;

static class CancelBooking
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(Guid id, Guid bookingId, WorkshopsDb db, CancellationToken ct)
    {
        if (await db.Workshops.AnyAsync(w => w.Id == id && w.HeldAt != null, ct)) return BookingErrors.Held.ToProblem();
        return await db.Free(id, bookingId, ct) ? TypedResults.NoContent() : Refusal.NotFound("booking").ToProblem();
    }
}
