using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Privacy;
using QLab.Workshops.Contracts;

namespace QLab.Workshops.Bookings;

/// <summary>A place at a workshop that was held stays as a count; one at a workshop to come is free again.</summary>
sealed class BookingsPersonalData(WorkshopsDb db, IEvents events, TimeProvider time) : IPersonalData
{
    public string Name => "bookings";

    public IReadOnlyList<string> Tables => ["bookings"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) => await (
        from booking in db.AllBookings
        join workshop in db.Workshops on booking.WorkshopId equals workshop.Id
        where subject.Pseudonyms.Contains(booking.ParticipantId)
        orderby booking.BookedAt
        select new
        {
            booking.Id, booking.WorkshopId, Workshop = workshop.Title, workshop.StartsAt, booking.ParticipantId, booking.Attendance,
            booking.State, booking.BookedAt, booking.OfferEndsAt, booking.AgreedAt, booking.Presence, booking.PresenceRecordedAt,
            booking.AccessNeeds,
        }).ToListAsync(ct);

    public async Task EraseAsync(DataSubject subject, CancellationToken ct)
    {
        Guid[] pseudonyms = [.. subject.Pseudonyms];
        // Whoever books for them at this moment comes before this, and is found, or after it, and finds nobody.
        await db.Database.ExecuteSqlAsync($"SELECT FROM participants WHERE id = ANY ({pseudonyms}) ORDER BY project_id, id FOR UPDATE", ct);
        foreach (var gone in await db.FreeAllAsync(pseudonyms, ct))
            if (gone.State == BookingState.Booked)
                events.Publish(new BookingCancelled(
                    gone.Id, gone.WorkshopId, await ProjectOfAsync(gone, ct), Guid.NewGuid(), time.GetUtcNow()));
        await db.Database.ExecuteSqlAsync($"""
            UPDATE bookings SET participant_id = gen_random_uuid(), link_hashes = ARRAY[]::bytea[], access_needs = ARRAY[]::text[],
                due_mail = NULL
            WHERE participant_id = ANY ({pseudonyms})
            """, ct);
    }

    Task<Guid> ProjectOfAsync(Booking booking, CancellationToken ct) =>
        db.Workshops.Where(w => w.Id == booking.WorkshopId).Select(w => w.ProjectId).SingleAsync(ct);
}
