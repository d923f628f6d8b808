using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Bookings;

/// <param name="ParticipantId">What I take part in the project as.</param>
/// <param name="BookedAt">Since when I have a place; while I have none, since when I wait.</param>
/// <param name="Position">How many are offered a place before me, and I.</param>
/// <param name="OfferEndsAt">Until when a place is kept for me.</param>
/// <param name="AgreedAt">When I agreed to what the workshop asks of everybody.</param>
/// <param name="Presence">Whether I was there, as it was recorded.</param>
/// <param name="AccessNeeds">What I said that I find hard.</param>
/// <param name="JoiningLink">Where to join online, once I have a place.</param>
/// <param name="JoiningInstructions">How to get there or to join, once I have a place.</param>
sealed record MyBooking(
    Guid Id, Guid WorkshopId, Guid ProjectId, Guid ParticipantId, string Title, WorkshopFormat Format, string? City, string? Venue,
    DateTimeOffset StartsAt, DateTimeOffset EndsAt, Attendance Attendance, BookingState State, DateTimeOffset BookedAt, int? Position,
    DateTimeOffset? OfferEndsAt, DateTimeOffset? AgreedAt, string? JoiningLink, string? JoiningInstructions, Presence? Presence,
    IReadOnlyList<AccessNeed> AccessNeeds)
{
    public static async Task<MyBooking> OfAsync(Booking booking, Workshop workshop, WorkshopsDb db, CancellationToken ct) =>
        Of(booking, workshop, await db.PositionAsync(booking, ct));

    public static MyBooking Of(Booking b, Workshop w, int? position)
    {
        var booked = b.State == BookingState.Booked;
        return new(
            b.Id, w.Id, w.ProjectId, b.ParticipantId, w.Title, w.Format, w.City, w.Venue, w.StartsAt, w.EndsAt, b.Attendance, b.State,
            b.BookedAt, position, b.OfferEndsAt, b.AgreedAt, booked && b.Attendance == Attendance.Online ? w.JoiningLink : null,
            booked ? w.JoiningInstructions : null, b.Presence, b.AccessNeeds);
    }
}

/// <summary>What people see of their own places, and do with them.</summary>
static class MyBookings
{
    /// <summary>What somebody takes part in a project as, if they do now.</summary>
    public static async Task<Guid?> MyselfInAsync(this WorkshopsDb db, Guid projectId, ClaimsPrincipal user, CancellationToken ct)
    {
        var mine = user.ParticipantIds();
        return await db.Participants.Where(p => p.ProjectId == projectId && p.Present && mine.Contains(p.Id))
            .Select(p => (Guid?)p.Id).FirstOrDefaultAsync(ct);
    }

    public static async Task<Page<MyBooking>> List(
        [AsParameters] Paging paging, WorkshopsDb db, ClaimsPrincipal user, CancellationToken ct)
    {
        var mine = user.ParticipantIds();
        return await paging.ReadAsync(
            db.AllBookings.Where(b => mine.Contains(b.ParticipantId)), b => b.Id,
            b => MyBooking.Of(b, db.Workshops.Single(w => w.Id == b.WorkshopId), b.State != BookingState.Waiting ? null
                : db.AllBookings.Count(o => o.WorkshopId == b.WorkshopId && o.Attendance == b.Attendance
                    && o.State == BookingState.Waiting && o.Ticket <= b.Ticket)),
            ct);
    }

    public static async Task<Results<Ok<MyBooking>, ProblemHttpResult>> Get(
        Guid id, WorkshopsDb db, ClaimsPrincipal user, CancellationToken ct) =>
        await FindAsync(id, db, user, ct) is var (booking, workshop)
            ? TypedResults.Ok(await MyBooking.OfAsync(booking, workshop, db, ct))
            : Refusal.NotFound("booking").ToProblem();

    public static async Task<Results<NoContent, ProblemHttpResult>> Cancel(
        Guid id, WorkshopsDb db, PlaceBooking places, ClaimsPrincipal user, TimeProvider time, CancellationToken ct)
    {
        if (await FindAsync(id, db, user, ct) is not var (booking, workshop)) return Refusal.NotFound("booking").ToProblem();
        if (workshop.HeldAt is null && workshop.StartsAt <= time.GetUtcNow()) return BookingErrors.Started.ToProblem();
        return await places.GiveBackAsync(booking.Id, workshop, ct) is { } no ? no.ToProblem() : TypedResults.NoContent();
    }

    public static async Task<Results<Ok<MyBooking>, ProblemHttpResult>> Accept(
        Guid id, WorkshopsDb db, PlaceBooking places, ClaimsPrincipal user, CancellationToken ct)
    {
        if (await FindAsync(id, db, user, ct) is not var (booking, workshop)) return Refusal.NotFound("booking").ToProblem();
        return await places.AcceptAsync(booking, workshop, ct) is { } no ? no.ToProblem() : await ShownAsync(id, db, user, ct);
    }

    public static async Task<Results<Ok<MyBooking>, ProblemHttpResult>> Move(
        Guid id, MoveBookingRequest request, WorkshopsDb db, PlaceBooking places, ClaimsPrincipal user, TimeProvider time,
        CancellationToken ct)
    {
        if (await FindAsync(id, db, user, ct) is not var (booking, workshop)) return Refusal.NotFound("booking").ToProblem();
        if (workshop.HeldAt is null && workshop.StartsAt <= time.GetUtcNow()) return BookingErrors.Started.ToProblem();
        return await places.MoveAsync(booking, request.Attendance, workshop, ct) is { } no
            ? no.ToProblem()
            : await ShownAsync(id, db, user, ct);
    }

    static async Task<Ok<MyBooking>> ShownAsync(Guid id, WorkshopsDb db, ClaimsPrincipal user, CancellationToken ct)
    {
        var (booking, workshop) = (await FindAsync(id, db, user, ct))!.Value;
        return TypedResults.Ok(await MyBooking.OfAsync(booking, workshop, db, ct));
    }

    static async Task<(Booking Booking, Workshop Workshop)?> FindAsync(
        Guid id, WorkshopsDb db, ClaimsPrincipal user, CancellationToken ct)
    {
        var mine = user.ParticipantIds();
        var found = await db.AllBookings.AsNoTracking().Where(b => b.Id == id && mine.Contains(b.ParticipantId))
            .Join(db.Workshops.AsNoTracking(), b => b.WorkshopId, w => w.Id, (booking, workshop) => new { booking, workshop })
            .SingleOrDefaultAsync(ct);
        return found is null ? null : (found.booking, found.workshop);
    }
}
