using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.Workshops.Affiliations;
using QLab.Workshops.Contracts;

namespace QLab.Workshops.Bookings;

static class CancelBooking
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid id, Guid bookingId, WorkshopsDb db, ClaimsPrincipal user, IEvents events, TimeProvider time, CancellationToken ct)
    {
        var workshop = await db.Workshops.AsNoTracking().SingleOrDefaultAsync(w => w.Id == id, ct);
        if (workshop is null) return Refusal.NotFound("workshop").ToProblem();
        if (workshop.HeldAt is not null) return BookingErrors.Held.ToProblem();

        if (!await db.Bookings.VisibleTo(user, db).AnyAsync(b => b.WorkshopId == id && b.Id == bookingId, ct))
            return Refusal.NotFound("booking").ToProblem();

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Free(id, bookingId, ct) is not { } booking) return Refusal.NotFound("booking").ToProblem();
        events.Publish(new BookingCancelled(bookingId, id, workshop.ProjectId, booking.ParticipantId, time.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}
