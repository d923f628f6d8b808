using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;
using QLab.Workshops.Affiliations;
using QLab.Workshops.Contracts;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Bookings;

[Example("""{ "participantId": "0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35" }""")]
public sealed record BookPlaceRequest(Guid ParticipantId)
{
    /// <summary>Your own id for the booking, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }
}

static class BookPlace
{
    public static async Task<Results<Created<BookingView>, ProblemHttpResult>> Handle(
        Guid id, BookPlaceRequest request, WorkshopsDb db, IEvents events, AfterCommit afterCommit, BookingMeasures measures,
        ClaimsPrincipal user, TimeProvider time, CancellationToken ct)
    {
        if (!await db.MayBookForAsync(user, request.ParticipantId, ct)) return Refusal.NotKnownHere("participant").ToProblem();
        if (await Earlier(db, id, request, ct) is { } earlier) return Refusal.AlreadyExists("booking", earlier).ToProblem();

        var workshop = await db.Workshops.AsNoTracking().ShownTo(user).SingleOrDefaultAsync(w => w.Id == id, ct);
        if (workshop is null) return Refusal.NotFound("workshop").ToProblem();
        if (workshop.Draft) return WorkshopErrors.NotPublished.ToProblem();
        if (workshop.CancelledAt is not null) return WorkshopErrors.Cancelled(workshop.CancellationReason).ToProblem();
        if (workshop.HeldAt is not null) return BookingErrors.Held.ToProblem();
        var project = await db.Projects.SingleAsync(p => p.Id == workshop.ProjectId, ct);
        if (project.Closed) return WorkshopErrors.ProjectClosed.ToProblem();
        if (!await db.Participants.AnyAsync(p => p.ProjectId == project.Id && p.Id == request.ParticipantId && p.Present, ct))
            return Refusal.NotKnownHere("participant").ToProblem();

        var booking = new Booking
        {
            Id = request.Id ?? Guid.CreateVersion7(), WorkshopId = id, ParticipantId = request.ParticipantId,
            Attendance = workshop.UsualAttendance, BookedAt = time.GetUtcNow(),
        };
        // A request with an Idempotency-Key already runs in a transaction.
        await using var transaction = await db.RequireTransactionAsync(ct);
        if (!await db.Take(booking, ct)) return BookingErrors.Full.ToProblem();
        events.Publish(new PlaceBooked(booking.Id, id, project.Id, booking.ParticipantId, booking.BookedAt));
        afterCommit.Do(measures.Booked);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);

        return TypedResults.Created($"/api/workshops/v1/workshops/{id}/bookings/{booking.Id}", BookingView.Of(booking, project.Simulated));
    }

    static Task<Guid?> Earlier(WorkshopsDb db, Guid workshop, BookPlaceRequest request, CancellationToken ct) =>
        db.Bookings.Where(b => b.Id == request.Id || (b.WorkshopId == workshop && b.ParticipantId == request.ParticipantId))
            .Select(b => (Guid?)b.Id).FirstOrDefaultAsync(ct);
}
