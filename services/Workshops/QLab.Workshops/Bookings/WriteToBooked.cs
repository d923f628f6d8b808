using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Scheduling;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Bookings;

/// <summary>
/// Confirms a place at once, reminds of it two days before, and writes once more a day after to those who were not missed. Which comes next
/// stands with the booking; when it is due follows from the workshop as it is, however often that is moved.
/// </summary>
sealed class WriteToBooked(WorkshopsDb db, PlaceNotices notices, TimeProvider time) : IDueWork
{
    static readonly TimeSpan RemindedBefore = TimeSpan.FromDays(2), LongestAfter = TimeSpan.FromDays(14);

    public static DueRows Rows { get; } = new("bookings", """
        due.due_mail IS NOT NULL AND EXISTS (SELECT FROM workshops w WHERE w.id = due.workshop_id AND CASE due.due_mail
            WHEN 'Confirmation' THEN true
            WHEN 'Reminder' THEN w.starts_at <= @now + interval '2 days'
            ELSE w.held_at IS NOT NULL AND w.ends_at <= @now - interval '1 day' END)
        """, "booked_at");

    /// <summary>Whoever was reminded of a day that is not the day any more is reminded again.</summary>
    public static Task RemindAgainAsync(WorkshopsDb db, Workshop workshop, DateTimeOffset now, CancellationToken ct) =>
        workshop.StartsAt <= now + RemindedBefore ? Task.CompletedTask : db.AllBookings
            .Where(b => b.WorkshopId == workshop.Id && b.DueMail == BookingMail.FollowUp)
            .ExecuteUpdateAsync(set => set.SetProperty(b => b.DueMail, BookingMail.Reminder), ct);

    public async Task RunAsync(Guid id, CancellationToken ct)
    {
        var booking = await db.AllBookings.SingleAsync(b => b.Id == id, ct);
        var workshop = await db.Workshops.AsNoTracking().SingleAsync(w => w.Id == booking.WorkshopId, ct);
        var now = time.GetUtcNow();
        switch (booking.DueMail)
        {
            case BookingMail.Confirmation:
                if (now < workshop.EndsAt) await notices.SendAsync("workshop-booked", booking, workshop, booking.BookedAt, ct);
                booking.WriteNext(workshop.StartsAt <= now + RemindedBefore ? BookingMail.FollowUp : BookingMail.Reminder);
                break;
            case BookingMail.Reminder:
                if (now < workshop.StartsAt) await notices.SendAsync("workshop-reminder", booking, workshop, workshop.StartsAt, ct);
                booking.WriteNext(BookingMail.FollowUp);
                break;
            default:
                if (now < workshop.EndsAt + LongestAfter && booking.Presence != Presence.DidNotCome)
                    notices.SendLast("workshop-follow-up", booking, workshop, workshop.EndsAt);
                booking.WriteNext(null);
                break;
        }
    }
}
