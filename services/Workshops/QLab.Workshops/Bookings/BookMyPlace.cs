using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Bookings;

[Example("""{ "workshopId": "0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35", "waitIfFull": true, "agreed": true }""")]
public sealed record BookMyPlaceRequest(Guid WorkshopId) : PlaceWish
{
    /// <summary>That I have read what the workshop asks of everybody, and agree to it; needed where it asks for something.</summary>
    public bool Agreed { get; init; }

    /// <summary>
    /// What I find hard, so that it can be arranged: the Lab sees how many said so, not who, and forgets it a month after.
    /// </summary>
    [MaxLength(20)]
    public IReadOnlyList<AccessNeed> AccessNeeds { get; init; } = [];
}

/// <summary>People book for themselves, in projects that they take part in, until the workshop begins.</summary>
static class BookMyPlace
{
    public static async Task<Results<Created<MyBooking>, ValidationProblem, ProblemHttpResult>> Handle(
        BookMyPlaceRequest request, WorkshopsDb db, PlaceBooking places, ClaimsPrincipal user, TimeProvider time, CancellationToken ct)
    {
        var workshop = await db.Workshops.AsNoTracking().SingleOrDefaultAsync(w => w.Id == request.WorkshopId && !w.Draft, ct);
        if (workshop is null) return Refusal.NotFound("workshop").ToProblem();
        if (await db.MyselfInAsync(workshop.ProjectId, user, ct) is not { } me) return BookingErrors.NotTakingPart.ToProblem();
        if (workshop.CancelledAt is null && workshop.StartsAt <= time.GetUtcNow()) return BookingErrors.Started.ToProblem();
        if (workshop.Agreement is not null && !request.Agreed)
            return TypedResults.ValidationProblem(
                new Dictionary<string, string[]> { ["/agreed"] = ["Read what the workshop asks of everybody, and agree to it."] });

        DateTimeOffset? agreed = workshop.Agreement is null ? null : time.GetUtcNow();
        var wish = new Wish(request.Id, me, request.Attendance, request.WaitIfFull, agreed, request.AccessNeeds);
        var (booking, refusal) = await places.BookAsync(workshop, wish, ct);
        return booking is null
            ? refusal!.ToProblem()
            : TypedResults.Created($"/api/workshops/v1/me/bookings/{booking.Id}", await MyBooking.OfAsync(booking, workshop, db, ct));
    }
}
