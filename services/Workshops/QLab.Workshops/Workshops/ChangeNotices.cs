using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Messaging;
using QLab.Workshops.Bookings;

namespace QLab.Workshops.Workshops;

/// <summary>Whoever is booked or waits for a place hears what has changed about a gathering to come, and how it is from now on.</summary>
sealed class ChangeNotices(WorkshopsDb db, Notifications notifications, TimeProvider time)
{
    /// <param name="before">As they have it in their diaries.</param>
    /// <returns>How they are reached; null where nobody is told.</returns>
    public async Task<ReachCounts?> TellAsync(Workshop workshop, DiaryEntry before, CancellationToken ct)
    {
        if (workshop.Diary == before || workshop.Draft || workshop.HeldAt is not null || workshop.EndsAt <= time.GetUtcNow()) return null;
        Dictionary<string, string> values = new([.. WorkshopFacts.Of(workshop), .. WorkshopFacts.Changed(before, workshop.Diary)]);
        values["online"] = workshop.Format == WorkshopFormat.InPerson ? "" : "yes";
        var bookings = db.AllBookings.AsNoTracking().Where(b => b.WorkshopId == workshop.Id).OrderBy(b => b.Id);
        var told = await bookings.Select(b => new { b.Id, b.ParticipantId, b.State }).ToListAsync(ct);
        foreach (var booking in told)
            notifications.Request(
                NoticeOf(booking.Id, workshop.Sequence), workshop.ProjectId, booking.ParticipantId, "workshop-changed",
                new Dictionary<string, string>(values) { [booking.State == BookingState.Booked ? "booked" : "waits"] = "yes" });
        await WriteToBooked.RemindAgainAsync(db, workshop, time.GetUtcNow(), ct);
        return told.Count > 0 ? await db.ReachAsync(workshop.ProjectId, told.ConvertAll(booking => booking.ParticipantId), ct) : null;
    }

    static Guid NoticeOf(Guid booking, int sequence) =>
        new(SHA256.HashData([.. "workshop-changed"u8, .. booking.ToByteArray(), .. BitConverter.GetBytes(sequence)]).AsSpan(0, 16));
}
