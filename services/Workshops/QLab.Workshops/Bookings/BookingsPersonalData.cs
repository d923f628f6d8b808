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
        from booking in db.Bookings
        join workshop in db.Workshops on booking.WorkshopId equals workshop.Id
        where subject.Pseudonyms.Contains(booking.ParticipantId)
        orderby booking.BookedAt
        select new { booking.Id, booking.WorkshopId, Workshop = workshop.Title, workshop.StartsAt, booking.ParticipantId, booking.BookedAt }).ToListAsync(ct);

    public async Task EraseAsync(DataSubject subject, CancellationToken ct)
    {
        var toCome = await (
            from booking in db.Bookings
            join workshop in db.Workshops on booking.WorkshopId equals workshop.Id
            where subject.Pseudonyms.Contains(booking.ParticipantId) && workshop.HeldAt == null
            select new { booking.Id, booking.WorkshopId, workshop.ProjectId }).ToListAsync(ct);
        foreach (var place in toCome)
            if (await db.Free(place.WorkshopId, place.Id, ct) is not null)
                events.Publish(new BookingCancelled(place.Id, place.WorkshopId, place.ProjectId, Guid.NewGuid(), time.GetUtcNow()));

        Guid[] pseudonyms = [.. subject.Pseudonyms];
        await db.Database.ExecuteSqlAsync(
            $"UPDATE bookings SET participant_id = gen_random_uuid() WHERE participant_id = ANY({pseudonyms})", ct);
    }
}
