using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.Workshops.Affiliations;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Bookings;

[Example("""{ "attendance": "online" }""")]
public sealed record MoveBookingRequest(Attendance Attendance);

/// <summary>What staff and partners do with a booking of somebody else.</summary>
static class ChangeBooking
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Cancel(
        Guid id, Guid bookingId, WorkshopsDb db, PlaceBooking places, ClaimsPrincipal user, CancellationToken ct)
    {
        var (_, workshop, refusal) = await FindAsync(id, bookingId, db, user, ct);
        return (refusal ?? await places.GiveBackAsync(bookingId, workshop!, ct)) is { } no ? no.ToProblem() : TypedResults.NoContent();
    }

    public static async Task<Results<Ok<BookingView>, ProblemHttpResult>> Accept(
        Guid id, Guid bookingId, WorkshopsDb db, PlaceBooking places, ClaimsPrincipal user, CancellationToken ct)
    {
        var (booking, workshop, refusal) = await FindAsync(id, bookingId, db, user, ct);
        return (refusal ?? await places.AcceptAsync(booking!, workshop!, ct)) is { } no
            ? no.ToProblem()
            : TypedResults.Ok(await places.ShowAsync(bookingId, workshop!, ct));
    }

    public static async Task<Results<Ok<BookingView>, ProblemHttpResult>> Move(
        Guid id, Guid bookingId, MoveBookingRequest request, WorkshopsDb db, PlaceBooking places, ClaimsPrincipal user,
        CancellationToken ct)
    {
        var (booking, workshop, refusal) = await FindAsync(id, bookingId, db, user, ct);
        return (refusal ?? await places.MoveAsync(booking!, request.Attendance, workshop!, ct)) is { } no
            ? no.ToProblem()
            : TypedResults.Ok(await places.ShowAsync(bookingId, workshop!, ct));
    }

    static async Task<(Booking? Booking, Workshop? Workshop, Refusal? Refusal)> FindAsync(
        Guid id, Guid bookingId, WorkshopsDb db, ClaimsPrincipal user, CancellationToken ct)
    {
        var workshop = await db.Workshops.AsNoTracking().SingleOrDefaultAsync(w => w.Id == id, ct);
        if (workshop is null) return (null, null, Refusal.NotFound("workshop"));
        var booking =
            await db.AllBookings.VisibleTo(user, db).AsNoTracking().SingleOrDefaultAsync(b => b.WorkshopId == id && b.Id == bookingId, ct);
        // What was held is said even of a booking that is gone: nothing of it can be changed.
        return booking is null && workshop.HeldAt is not null ? (null, null, BookingErrors.Held)
            : booking is null ? (null, null, Refusal.NotFound("booking"))
            : (booking, workshop, null);
    }
}
