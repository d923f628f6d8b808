using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Problems;
using QLab.Workshops.Bookings;

namespace QLab.Workshops.Workshops;

/// <summary>Those who are booked hear of it when it takes place at another time, elsewhere or in another way.</summary>
static class CorrectWorkshop
{
    public static async Task<Results<Ok<WorkshopView>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, WorkshopDetails details, IfMatch ifMatch, WorkshopsDb db, ChangeNotices notices, HttpContext http, CancellationToken ct)
    {
        var faults = details.Faults();
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);

        var workshop = await db.Workshops.SingleOrDefaultAsync(w => w.Id == id, ct);
        if (workshop is null) return Refusal.NotFound("workshop").ToProblem();
        if (workshop.CancelledAt is not null) return WorkshopErrors.Cancelled(workshop.CancellationReason).ToProblem();
        if (workshop.Kind == GatheringKind.Webinar && details.Format == WorkshopFormat.InPerson)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["/format"] = [Arrangements.WebinarsFormat] });
        if (workshop.HeldAt < details.StartsAt) return WorkshopErrors.HeldBeforeStart.ToProblem();

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        ifMatch.Guard(db, workshop);
        var before = workshop.Diary;
        workshop.Correct(details);
        var reach = await notices.TellAsync(workshop, before, ct);
        await db.SaveChangesAsync(ct);
        if (!await db.Resize(id, workshop.PlacesOf(details.Capacity, null), ct)) return WorkshopErrors.CapacityBelowBooked.ToProblem();
        await transaction.CommitAsync(ct);

        http.SetETag(workshop.RowVersion);
        var corrected = await ReadWorkshops.Find(db, id, http.User, ct);
        return TypedResults.Ok(corrected!.View with { Reach = reach });
    }
}
