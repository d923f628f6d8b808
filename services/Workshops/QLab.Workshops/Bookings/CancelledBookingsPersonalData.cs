using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Workshops.Bookings;

/// <summary>After <see cref="BookingsPersonalData"/>, which waits for whoever cancels a workshop at this moment.</summary>
sealed class CancelledBookingsPersonalData(WorkshopsDb db) : IPersonalData
{
    public string Name => "cancelledBookings";

    public IReadOnlyList<string> Tables => ["cancelled_bookings"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) => await (
        from booking in Of(subject)
        join workshop in db.Workshops on booking.WorkshopId equals workshop.Id
        orderby booking.BookedAt
        select new
        {
            booking.Id, booking.WorkshopId, Workshop = workshop.Title, workshop.StartsAt, booking.ParticipantId, booking.Attendance,
            booking.BookedAt,
        }).ToListAsync(ct);

    public Task EraseAsync(DataSubject subject, CancellationToken ct) => Of(subject).ExecuteDeleteAsync(ct);

    IQueryable<CancelledBooking> Of(DataSubject subject) =>
        db.CancelledBookings.Where(b => subject.Pseudonyms.Contains(b.ParticipantId));
}
