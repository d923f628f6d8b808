using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.Workshops.Affiliations;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Bookings;

/// <summary>What is said about a place, by whoever books it.</summary>
public abstract record PlaceWish
{
    /// <summary>Your own id for the booking, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }

    /// <summary>In the room or online; when not said, as most come, else in the other way if there is a place.</summary>
    public Attendance? Attendance { get; init; }

    /// <summary>Where every place is taken, waits for one instead of being refused.</summary>
    public bool WaitIfFull { get; init; }
}

[Example("""{ "participantId": "0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35" }""")]
public sealed record BookPlaceRequest(Guid ParticipantId) : PlaceWish;

static class BookPlace
{
    public static async Task<Results<Created<BookingView>, ProblemHttpResult>> Handle(
        Guid id, BookPlaceRequest request, WorkshopsDb db, PlaceBooking places, ClaimsPrincipal user, CancellationToken ct)
    {
        if (!await db.MayBookForAsync(user, request.ParticipantId, ct)) return Refusal.NotKnownHere("participant").ToProblem();
        var workshop = await db.Workshops.AsNoTracking().ShownTo(user).SingleOrDefaultAsync(w => w.Id == id, ct);
        if (workshop is null) return Refusal.NotFound("workshop").ToProblem();

        var wish = new Wish(request.Id, request.ParticipantId, request.Attendance, request.WaitIfFull);
        var (booking, refusal) = await places.BookAsync(workshop, wish, ct);
        return booking is null
            ? refusal!.ToProblem()
            : TypedResults.Created(
                $"/api/workshops/v1/workshops/{id}/bookings/{booking.Id}", await places.ShowAsync(booking.Id, workshop, ct));
    }
}
