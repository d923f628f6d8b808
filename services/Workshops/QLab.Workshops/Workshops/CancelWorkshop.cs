using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;
using QLab.Workshops.Bookings;
using QLab.Workshops.Contracts;

namespace QLab.Workshops.Workshops;

/// <summary>
/// Frees every place and has those who were booked told, with the reason. A cancelled workshop stays in the list, and says so.
/// </summary>
sealed class CancelWorkshop(WorkshopsDb db, IEvents events, Notifications notifications, TimeProvider time)
{
    public static Task<Results<Ok<WorkshopView>, ProblemHttpResult>> Handle(
        Guid id, ReasonRequest request, HttpContext http, CancelWorkshop cancelling, CancellationToken ct) =>
        cancelling.RunAsync(id, request.Reason, http, ct);

    async Task<Results<Ok<WorkshopView>, ProblemHttpResult>> RunAsync(Guid id, string reason, HttpContext http, CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        var workshop = await db.Workshops.SingleOrDefaultAsync(w => w.Id == id, ct);
        if (workshop is null) return Refusal.NotFound("workshop").ToProblem();
        if (workshop.CancelledAt is not null) return WorkshopErrors.Cancelled(workshop.CancellationReason).ToProblem();
        if (workshop.HeldAt is not null) return WorkshopErrors.HeldAlready(id).ToProblem();

        var now = time.GetUtcNow();
        workshop.Cancel(reason, now);
        db.Add(ChangeEntry.Of(Workshop.Noun, id, workshop.Version, "cancelled", reason, http.User, now));
        if (!workshop.Draft) events.Publish(workshop.Cancelled(now));
        var gone = await db.CloseAsync(id, ct);
        foreach (var booking in gone)
        {
            if (booking.State == BookingState.Booked)
                events.Publish(new BookingCancelled(booking.Id, id, workshop.ProjectId, booking.ParticipantId, now));
            if (workshop.EndsAt <= now) continue;
            db.CancelledBookings.Add(CancelledBooking.Of(booking));
            Tell(booking, workshop, reason);
        }
        var reach = gone.Count > 0 && workshop.EndsAt > now
            ? await db.ReachAsync(workshop.ProjectId, gone.ConvertAll(booking => booking.ParticipantId), ct)
            : null;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);

        http.SetETag(workshop.RowVersion);
        return TypedResults.Ok((await ReadWorkshops.Find(db, id, http.User, ct))!.View with { Reach = reach });
    }

    void Tell(Booking booking, Workshop workshop, string reason) => notifications.Request(
        NoticeOf(booking.Id), workshop.ProjectId, booking.ParticipantId, "workshop-cancelled", new Dictionary<string, string>
        {
            ["title"] = workshop.Title, ["reason"] = reason, ["booked"] = booking.State == BookingState.Booked ? "yes" : "no",
            ["startsDay"] = workshop.StartsAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        });

    static Guid NoticeOf(Guid booking) => new(SHA256.HashData([.. "workshop-cancelled"u8, .. booking.ToByteArray()]).AsSpan(0, 16));
}
