using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Scheduling;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Bookings;

/// <summary>
/// That somebody had a place, or waited for one, at a gathering that was cancelled: for them to read, until the day after it would have
/// been.
/// </summary>
sealed class CancelledBooking
{
    public required Guid Id { get; init; }
    public required Guid WorkshopId { get; init; }
    public required Guid ParticipantId { get; init; }
    public required Attendance Attendance { get; init; }
    public required DateTimeOffset BookedAt { get; init; }

    public static CancelledBooking Of(Booking booking) => new()
    {
        Id = booking.Id, WorkshopId = booking.WorkshopId, ParticipantId = booking.ParticipantId, Attendance = booking.Attendance,
        BookedAt = booking.BookedAt,
    };
}

static class CancelledBookings
{
    /// <summary>When a gathering must not have ended yet for its cancelled bookings to be shown: when yesterday began.</summary>
    public static DateTimeOffset ShownSince(DateTimeOffset now) => WorkshopFacts.DayBegins(now, daysLater: -1);

    /// <summary>Those that these participants are shown.</summary>
    public static IQueryable<CancelledBooking> ShownTo(
        this DbSet<CancelledBooking> bookings, IReadOnlyList<Guid> participants, WorkshopsDb db, DateTimeOffset now)
    {
        var since = ShownSince(now);
        return bookings.Where(b => participants.Contains(b.ParticipantId)
            && db.Workshops.Any(w => w.Id == b.WorkshopId && w.EndsAt >= since));
    }
}

sealed class ForgetCancelledBookings(WorkshopsDb db, TimeProvider time) : IPeriodicWork
{
    public async Task RunAsync(CancellationToken ct)
    {
        var since = CancelledBookings.ShownSince(time.GetUtcNow());
        await db.CancelledBookings.Where(b => db.Workshops.Any(w => w.Id == b.WorkshopId && w.EndsAt < since)).ExecuteDeleteAsync(ct);
    }
}
