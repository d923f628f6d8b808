using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Problems;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Bookings;

/// <param name="Waiting">How many wait for a place, or are offered one.</param>
/// <param name="NotRecorded">How many have a place of whom nobody has said whether they came.</param>
sealed record WhoCame(int Booked, int Came, int DidNotCome, int NotRecorded, int Waiting);

/// <summary>
/// Who is there, said at the door and taken back there, from the day before it starts until the workshop is recorded as held.
/// </summary>
static class CheckIn
{
    public static Task<Results<Ok<BookingView>, ProblemHttpResult>> Came(
        Guid id, Guid bookingId, WorkshopsDb db, TimeProvider time, CancellationToken ct) =>
        RecordAsync(id, bookingId, Presence.Came, db, time, ct);

    public static Task<Results<Ok<BookingView>, ProblemHttpResult>> DidNotCome(
        Guid id, Guid bookingId, WorkshopsDb db, TimeProvider time, CancellationToken ct) =>
        RecordAsync(id, bookingId, Presence.DidNotCome, db, time, ct);

    public static Task<Results<Ok<BookingView>, ProblemHttpResult>> Undo(
        Guid id, Guid bookingId, WorkshopsDb db, TimeProvider time, CancellationToken ct) =>
        RecordAsync(id, bookingId, null, db, time, ct);

    public static async Task<Results<Ok<WhoCame>, ProblemHttpResult>> Count(Guid id, WorkshopsDb db, CancellationToken ct)
    {
        if (!await db.Workshops.AnyAsync(w => w.Id == id, ct)) return Refusal.NotFound("workshop").ToProblem();
        var counted = await db.AllBookings.Where(b => b.WorkshopId == id)
            .GroupBy(b => new { Booked = b.State == BookingState.Booked, b.Presence }, (kind, rows) => new { kind, Count = rows.Count() })
            .ToListAsync(ct);
        int Of(Presence? presence) => counted.Where(c => c.kind.Booked && c.kind.Presence == presence).Sum(c => c.Count);
        return TypedResults.Ok(new WhoCame(
            counted.Where(c => c.kind.Booked).Sum(c => c.Count), Of(Presence.Came), Of(Presence.DidNotCome), Of(null),
            counted.Where(c => !c.kind.Booked).Sum(c => c.Count)));
    }

    public static Task<int> CameAsync(this WorkshopsDb db, Guid workshopId, CancellationToken ct) =>
        db.Bookings.CountAsync(b => b.WorkshopId == workshopId && b.Presence == Presence.Came, ct);

    static async Task<Results<Ok<BookingView>, ProblemHttpResult>> RecordAsync(
        Guid id, Guid bookingId, Presence? presence, WorkshopsDb db, TimeProvider time, CancellationToken ct)
    {
        var workshop = await db.Workshops.AsNoTracking().SingleOrDefaultAsync(w => w.Id == id, ct);
        if (workshop is null) return Refusal.NotFound("workshop").ToProblem();
        if (workshop.HeldAt is not null) return BookingErrors.Held.ToProblem();
        var booking = await db.AllBookings.SingleOrDefaultAsync(b => b.WorkshopId == id && b.Id == bookingId, ct);
        if (booking is null) return Refusal.NotFound("booking").ToProblem();
        if (booking.State != BookingState.Booked) return BookingErrors.NotBooked.ToProblem();
        var (now, from) = (time.GetUtcNow(), WorkshopFacts.DayBegins(workshop.StartsAt, daysLater: -1));
        if (presence is not null && now < from) return BookingErrors.TooEarly(from).ToProblem();

        booking.Record(presence, now);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok((await db.AllBookings.ViewAsync(bookingId, db, ct))!);
    }
}
