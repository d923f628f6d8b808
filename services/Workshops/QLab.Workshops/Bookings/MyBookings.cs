using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Bookings;

public enum MyBookingState
{
    /// <summary>In the queue.</summary>
    Waiting,

    /// <summary>A place is kept until the offer ends.</summary>
    Offered,

    Booked,

    /// <summary>It does not take place.</summary>
    Cancelled,
}

/// <param name="ParticipantId">What I take part in the project as.</param>
/// <param name="BookedAt">Since when I have a place; while I have none, since when I wait.</param>
/// <param name="Position">How many are offered a place before me, and I.</param>
/// <param name="OfferEndsAt">Until when a place is kept for me.</param>
/// <param name="AgreedAt">When I agreed to what the workshop asks of everybody.</param>
/// <param name="Presence">Whether I was there, as it was recorded.</param>
/// <param name="AccessNeeds">What I said that I find hard.</param>
/// <param name="JoiningLink">Where to join online, once I have a place.</param>
/// <param name="JoiningInstructions">How to get there or to join, once I have a place.</param>
/// <param name="CancellationReason">Why it does not take place; shown until the day after it would have been.</param>
sealed record MyBooking(
    Guid Id, Guid WorkshopId, Guid ProjectId, Guid ParticipantId, string Title, WorkshopFormat Format, string? City, string? Venue,
    DateTimeOffset StartsAt, DateTimeOffset EndsAt, Attendance Attendance, MyBookingState State, DateTimeOffset BookedAt, int? Position,
    DateTimeOffset? OfferEndsAt, DateTimeOffset? AgreedAt, string? JoiningLink, string? JoiningInstructions, Presence? Presence,
    IReadOnlyList<AccessNeed> AccessNeeds, string? CancellationReason)
{
    public static async Task<MyBooking> OfAsync(Booking booking, Workshop workshop, WorkshopsDb db, CancellationToken ct) =>
        Of(booking, workshop, await db.PositionAsync(booking, ct));

    public static MyBooking Of(Booking b, Workshop w, int? position)
    {
        var booked = b.State == BookingState.Booked;
        return new(
            b.Id, w.Id, w.ProjectId, b.ParticipantId, w.Title, w.Format, w.City, w.Venue, w.StartsAt, w.EndsAt, b.Attendance, Of(b.State),
            b.BookedAt, position, b.OfferEndsAt, b.AgreedAt, booked && b.Attendance == Attendance.Online ? w.JoiningLink : null,
            booked ? w.JoiningInstructions : null, b.Presence, b.AccessNeeds, CancellationReason: null);
    }

    /// <summary>Nothing of how to join.</summary>
    public static MyBooking Of(CancelledBooking b, Workshop w) => new(
        b.Id, w.Id, w.ProjectId, b.ParticipantId, w.Title, w.Format, w.City, w.Venue, w.StartsAt, w.EndsAt, b.Attendance,
        MyBookingState.Cancelled, b.BookedAt, Position: null, OfferEndsAt: null, AgreedAt: null, JoiningLink: null,
        JoiningInstructions: null, Presence: null, [], w.CancellationReason);

    static MyBookingState Of(BookingState state) => state switch
    {
        BookingState.Waiting => MyBookingState.Waiting,
        BookingState.Offered => MyBookingState.Offered,
        _ => MyBookingState.Booked,
    };
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
        [AsParameters] Paging paging, WorkshopsDb db, ClaimsPrincipal user, TimeProvider time, CancellationToken ct)
    {
        var mine = user.ParticipantIds();
        var page = await paging.ReadAsync(
            db.AllBookings.Where(b => mine.Contains(b.ParticipantId)).Select(b => new Key { Id = b.Id })
                .Concat(db.CancelledBookings.ShownTo(mine, db, time.GetUtcNow()).Select(b => new Key { Id = b.Id })),
            key => key.Id, key => key.Id, ct);
        var booked = await db.AllBookings.AsNoTracking().Where(b => page.Items.Contains(b.Id))
            .Select(b => MyBooking.Of(b, db.Workshops.Single(w => w.Id == b.WorkshopId), b.State != BookingState.Waiting ? null
                : db.AllBookings.Count(o => o.WorkshopId == b.WorkshopId && o.Attendance == b.Attendance
                    && o.State == BookingState.Waiting && o.Ticket <= b.Ticket))).ToListAsync(ct);
        var cancelled = await db.CancelledBookings.AsNoTracking().Where(b => page.Items.Contains(b.Id))
            .Select(b => MyBooking.Of(b, db.Workshops.Single(w => w.Id == b.WorkshopId))).ToListAsync(ct);
        var found = booked.Concat(cancelled).DistinctBy(b => b.Id).ToDictionary(b => b.Id);
        return page.With([.. page.Items.Where(found.ContainsKey).Select(id => found[id])]);
    }

    public static async Task<Results<Ok<MyBooking>, ProblemHttpResult>> Get(
        Guid id, WorkshopsDb db, ClaimsPrincipal user, TimeProvider time, CancellationToken ct) =>
        await FindAsync(id, db, user, ct) is var (booking, workshop)
            ? TypedResults.Ok(await MyBooking.OfAsync(booking, workshop, db, ct))
            : await db.CancelledBookings.ShownTo(user.ParticipantIds(), db, time.GetUtcNow()).AsNoTracking().Where(b => b.Id == id)
                .Select(b => MyBooking.Of(b, db.Workshops.Single(w => w.Id == b.WorkshopId))).SingleOrDefaultAsync(ct) is { } cancelled
                ? TypedResults.Ok(cancelled)
                : Refusal.NotFound("booking").ToProblem();

    public static async Task<Results<NoContent, ProblemHttpResult>> Cancel(
        Guid id, WorkshopsDb db, PlaceBooking places, ClaimsPrincipal user, TimeProvider time, CancellationToken ct)
    {
        if (await FindAsync(id, db, user, ct) is not var (booking, workshop))
            return (await db.MissingAsync(id, user, time, ct)).ToProblem();
        if (workshop.HeldAt is null && workshop.StartsAt <= time.GetUtcNow()) return BookingErrors.Started.ToProblem();
        return await places.GiveBackAsync(booking.Id, workshop, ct) is { } no ? no.ToProblem() : TypedResults.NoContent();
    }

    public static async Task<Results<Ok<MyBooking>, ProblemHttpResult>> Accept(
        Guid id, WorkshopsDb db, PlaceBooking places, ClaimsPrincipal user, TimeProvider time, CancellationToken ct)
    {
        if (await FindAsync(id, db, user, ct) is not var (booking, workshop))
            return (await db.MissingAsync(id, user, time, ct)).ToProblem();
        return await places.AcceptAsync(booking, workshop, ct) is { } no ? no.ToProblem() : await ShownAsync(id, db, user, ct);
    }

    public static async Task<Results<Ok<MyBooking>, ProblemHttpResult>> Move(
        Guid id, MoveBookingRequest request, WorkshopsDb db, PlaceBooking places, ClaimsPrincipal user, TimeProvider time,
        CancellationToken ct)
    {
        if (await FindAsync(id, db, user, ct) is not var (booking, workshop))
            return (await db.MissingAsync(id, user, time, ct)).ToProblem();
        if (workshop.HeldAt is null && workshop.StartsAt <= time.GetUtcNow()) return BookingErrors.Started.ToProblem();
        return await places.MoveAsync(booking, request.Attendance, workshop, ct) is { } no
            ? no.ToProblem()
            : await ShownAsync(id, db, user, ct);
    }

    /// <summary>Why there is nothing to change: a cancelled one is not there to be changed.</summary>
    public static async Task<Refusal> MissingAsync(
        this WorkshopsDb db, Guid id, ClaimsPrincipal user, TimeProvider time, CancellationToken ct) =>
        await db.CancelledBookings.ShownTo(user.ParticipantIds(), db, time.GetUtcNow()).Where(b => b.Id == id)
            .Join(db.Workshops, b => b.WorkshopId, w => w.Id, (_, w) => new { w.CancellationReason })
            .SingleOrDefaultAsync(ct) is { } cancelled
            ? WorkshopErrors.Cancelled(cancelled.CancellationReason)
            : Refusal.NotFound("booking");

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

    sealed class Key
    {
        public required Guid Id { get; init; }
    }
}
