using System.ComponentModel;
using System.Security.Claims;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;
using QLab.Workshops.Affiliations;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Bookings;

/// <param name="BookedAt">Since when there is a place; of somebody who has none yet, since when they wait.</param>
/// <param name="Simulated">True when the participant is made up.</param>
/// <param name="Position">How many are offered a place before, and this one.</param>
/// <param name="OfferEndsAt">Until when a place is kept for them.</param>
/// <param name="Presence">Whether they were there; null until somebody says.</param>
/// <param name="AgreedAt">When they agreed to what the workshop asks of everybody.</param>
sealed record BookingView(
    Guid Id, Guid WorkshopId, Guid ParticipantId, DateTimeOffset BookedAt, bool Simulated, Attendance Attendance, BookingState State,
    int? Position, DateTimeOffset? OfferEndsAt, DateTimeOffset? AgreedAt, Presence? Presence, DateTimeOffset? PresenceRecordedAt)
{
    /// <summary>In the answer to whoever books for somebody: whether what is written about the place reaches them, and why not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReachCounts? Reach { get; init; }
}

static class ReadBookings
{
    public static async Task<Results<Page<BookingView>, ProblemHttpResult>> List(
        Guid id, [AsParameters] Paging paging, Guid? participantId,
        [Description("Those who wait, or are offered a place; when not said, those who have one.")] EnumParameter<BookingState>? state,
        WorkshopsDb db, ClaimsPrincipal user, CancellationToken ct)
    {
        if (!await db.Workshops.ShownTo(user).AnyAsync(w => w.Id == id, ct) || await db.IsSimulated(id, ct) is not { } simulated)
            return Refusal.NotFound("workshop").ToProblem();
        var wanted = state?.Value ?? BookingState.Booked;
        return await paging.ReadAsync(
            db.AllBookings.VisibleTo(user, db).Where(b => b.WorkshopId == id && b.State == wanted
                && (participantId == null || b.ParticipantId == participantId)),
            b => b.Id,
            b => new BookingView(
                b.Id, b.WorkshopId, b.ParticipantId, b.BookedAt, simulated, b.Attendance, b.State,
                b.State != BookingState.Waiting ? null : db.AllBookings.Count(o => o.WorkshopId == b.WorkshopId
                    && o.Attendance == b.Attendance && o.State == BookingState.Waiting && o.Ticket <= b.Ticket),
                b.OfferEndsAt, b.AgreedAt, b.Presence, b.PresenceRecordedAt),
            ct);
    }

    public static async Task<Results<Ok<BookingView>, ProblemHttpResult>> Get(
        Guid id, Guid bookingId, WorkshopsDb db, ClaimsPrincipal user, CancellationToken ct) =>
        await db.AllBookings.VisibleTo(user, db).Where(b => b.WorkshopId == id).ViewAsync(bookingId, db, ct) is { } booking
            ? TypedResults.Ok(booking)
            : Refusal.NotFound("booking").ToProblem();

    public static async Task<BookingView?> ViewAsync(this IQueryable<Booking> bookings, Guid id, WorkshopsDb db, CancellationToken ct)
    {
        var booking = await bookings.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, ct);
        return booking is null ? null : new(
            booking.Id, booking.WorkshopId, booking.ParticipantId, booking.BookedAt, await db.IsSimulated(booking.WorkshopId, ct) ?? false,
            booking.Attendance, booking.State, await db.PositionAsync(booking, ct), booking.OfferEndsAt, booking.AgreedAt,
            booking.Presence, booking.PresenceRecordedAt);
    }

    /// <summary>How many are offered a place before, and this one; null for whoever does not wait.</summary>
    public static async Task<int?> PositionAsync(this WorkshopsDb db, Booking booking, CancellationToken ct) =>
        booking.State != BookingState.Waiting ? null : await db.AllBookings.CountAsync(
            o => o.WorkshopId == booking.WorkshopId && o.Attendance == booking.Attendance && o.State == BookingState.Waiting
                && o.Ticket <= booking.Ticket, ct);
}
