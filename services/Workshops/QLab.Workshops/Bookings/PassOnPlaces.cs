using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.Workshops.Bookings;

/// <summary>
/// Ends offers whose time is up and offers what is free to whoever has waited longest; where the workshop has begun, nobody waits any
/// more. The places are locked while it works, as by everybody who changes them.
/// </summary>
sealed class PassOnPlaces(WorkshopsDb db, PlaceNotices notices, IConfiguration settings, TimeProvider time) : IDueWork
{
    public static DueRows Rows { get; } = new("places", """
        next_offer_ends_at <= @now OR NOT closed AND waiting > 0 AND (booked < capacity
            OR EXISTS (SELECT FROM workshops w WHERE w.id = due.workshop_id AND w.starts_at <= @now))
        """, "next_offer_ends_at");

    readonly TimeSpan offerLasts = settings.GetValue("Bookings:OfferLasts", TimeSpan.FromHours(12));

    public async Task RunAsync(Guid id, CancellationToken ct)
    {
        var places = await db.Places.SingleAsync(p => p.Id == id, ct);
        var workshop = await db.Workshops.AsNoTracking().SingleAsync(w => w.Id == places.WorkshopId, ct);
        var queue = db.AllBookings.Where(b => b.WorkshopId == workshop.Id && b.Attendance == places.Attendance);
        var now = time.GetUtcNow();

        var ended = await queue.Where(b => b.State == BookingState.Offered && b.OfferEndsAt <= now).ToListAsync(ct);
        db.RemoveRange(ended);
        places.TakeBack(ended.Count);
        foreach (var booking in ended) notices.SendLast("place-passed-on", booking, workshop, booking.OfferEndsAt!.Value);

        var next = await queue.Where(b => b.State == BookingState.Waiting).OrderBy(b => b.Ticket).ToListAsync(ct);
        if (workshop.HeldAt is null
            && now < workshop.StartsAt
            && !await db.Projects.AnyAsync(p => p.Id == workshop.ProjectId && p.Closed, ct))
            await OfferAsync(places, next, now + offerLasts < workshop.StartsAt ? now + offerLasts : workshop.StartsAt);
        else
        {
            db.RemoveRange(next);
            places.SendHome();
        }
        var offered = await queue.Where(b => b.State == BookingState.Offered && b.OfferEndsAt > now).MinAsync(b => b.OfferEndsAt, ct);
        places.LookAgain(offered ?? next.FirstOrDefault()?.OfferEndsAt);

        async Task OfferAsync(Places places, List<Booking> waiting, DateTimeOffset until)
        {
            foreach (var booking in waiting.TakeWhile(_ => places.CanOffer))
            {
                places.Offer(booking, until);
                await notices.SendAsync("place-offered", booking, workshop, until, ct);
            }
        }
    }
}
