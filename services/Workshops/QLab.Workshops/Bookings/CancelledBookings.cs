using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Scheduling;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Bookings;

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
