using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;
using QLab.Workshops.Affiliations;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Bookings;

/// <param name="Simulated">True when the participant is made up.</param>
sealed record BookingView(Guid Id, Guid WorkshopId, Guid ParticipantId, DateTimeOffset BookedAt, bool Simulated)
{
    public static BookingView Of(Booking b, bool simulated) => new(b.Id, b.WorkshopId, b.ParticipantId, b.BookedAt, simulated);
}

static class ReadBookings
{
    public static async Task<Results<Page<BookingView>, ProblemHttpResult>> List(
        Guid id, [AsParameters] Paging paging, Guid? participantId, WorkshopsDb db, ClaimsPrincipal user, CancellationToken ct)
    {
        if (await db.IsSimulated(id, ct) is not { } simulated) return Refusal.NotFound("workshop").ToProblem();
        return await paging.ReadAsync(
            db.Bookings.VisibleTo(user, db).Where(b => b.WorkshopId == id && (participantId == null || b.ParticipantId == participantId)),
            b => b.Id, b => new BookingView(b.Id, b.WorkshopId, b.ParticipantId, b.BookedAt, simulated), ct);
    }

    public static async Task<Results<Ok<BookingView>, ProblemHttpResult>> Get(
        Guid id, Guid bookingId, WorkshopsDb db, ClaimsPrincipal user, CancellationToken ct) =>
        await db.Bookings.VisibleTo(user, db).AsNoTracking().SingleOrDefaultAsync(b => b.WorkshopId == id && b.Id == bookingId, ct) is { } booking
            ? TypedResults.Ok(BookingView.Of(booking, await db.IsSimulated(id, ct) ?? false))
            : Refusal.NotFound("booking").ToProblem();
}
