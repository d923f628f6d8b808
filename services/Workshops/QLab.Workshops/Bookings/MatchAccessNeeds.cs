using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Scheduling;
using QLab.ServiceDefaults.Security;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Bookings;

public enum NeedOutcome
{
    Met,
    Unmet,

    /// <summary>No venue meets it: the methods have to.</summary>
    ByTheAgenda,
}

/// <param name="People">How many of those who have a place, or wait for one, have said so; never who.</param>
/// <param name="Expected">Whether it was said of the gathering before anybody booked.</param>
/// <param name="WouldMeet">What the venue or the meeting online could have for it, one of which is enough.</param>
sealed record MatchedNeed(AccessNeed Need, int People, bool Expected, NeedOutcome Outcome, IReadOnlyList<AccessFeature> WouldMeet);

/// <summary>The whole of it, as it is from now on.</summary>
[Example("""{ "accessNeeds": ["hearing"] }""")]
public sealed record SayMyAccessNeedsRequest([property: Required, MaxLength(20)] IReadOnlyList<AccessNeed> AccessNeeds);

/// <summary>What people find hard beside what the gathering has.</summary>
static class MatchAccessNeeds
{
    static readonly Dictionary<AccessNeed, AccessFeature[]> Met = new()
    {
        [AccessNeed.MovingAround] = [AccessFeature.StepFree],
        [AccessNeed.Hearing] = [AccessFeature.HearingLoop, AccessFeature.SignLanguage, AccessFeature.LiveCaptions],
        [AccessNeed.Seeing] = [AccessFeature.LargePrint, AccessFeature.CompanionsWelcome],
        [AccessNeed.Reading] = [AccessFeature.EasyRead, AccessFeature.CompanionsWelcome],
        [AccessNeed.Noise] = [AccessFeature.QuietRoom],
    };

    public static async Task<Results<Ok<List<MatchedNeed>>, ProblemHttpResult>> Handle(Guid id, WorkshopsDb db, CancellationToken ct)
    {
        var workshop = await db.Workshops.AsNoTracking().SingleOrDefaultAsync(w => w.Id == id, ct);
        if (workshop is null) return Refusal.NotFound("workshop").ToProblem();
        var said = (await db.AllBookings.Where(b => b.WorkshopId == id && b.AccessNeeds.Count > 0).Select(b => b.AccessNeeds).ToListAsync(ct))
            .SelectMany(needs => needs).CountBy(need => need).ToDictionary();
        return TypedResults.Ok(said.Keys.Union(workshop.AccessNeeds).Order().Select(need => Matched(need, workshop, said)).ToList());
    }

    public static async Task<Results<Ok<MyBooking>, ProblemHttpResult>> Say(
        Guid id, SayMyAccessNeedsRequest request, WorkshopsDb db, ClaimsPrincipal user, TimeProvider time, CancellationToken ct)
    {
        var mine = user.ParticipantIds();
        var booking = await db.AllBookings.SingleOrDefaultAsync(b => b.Id == id && mine.Contains(b.ParticipantId), ct);
        if (booking is null) return (await db.MissingAsync(id, user, time, ct)).ToProblem();
        booking.Say(request.AccessNeeds);
        await db.SaveChangesAsync(ct);
        var workshop = await db.Workshops.AsNoTracking().SingleAsync(w => w.Id == booking.WorkshopId, ct);
        return TypedResults.Ok(await MyBooking.OfAsync(booking, workshop, db, ct));
    }

    static MatchedNeed Matched(AccessNeed need, Workshop workshop, Dictionary<AccessNeed, int> said)
    {
        var would = Met.GetValueOrDefault(need, []);
        var outcome = would.Length == 0 ? NeedOutcome.ByTheAgenda
            : would.Intersect(workshop.AccessFeatures).Any() ? NeedOutcome.Met : NeedOutcome.Unmet;
        return new(need, said.GetValueOrDefault(need), workshop.AccessNeeds.Contains(need), outcome, would);
    }
}

/// <summary>What somebody finds hard is kept until a month after the gathering that it was said for.</summary>
sealed class ForgetAccessNeeds(WorkshopsDb db, TimeProvider time) : IPeriodicWork
{
    public async Task RunAsync(CancellationToken ct) => await db.Database.ExecuteSqlAsync($"""
        UPDATE bookings SET access_needs = ARRAY[]::text[] FROM workshops
        WHERE workshops.id = bookings.workshop_id AND workshops.ends_at < {time.GetUtcNow().AddDays(-30)} AND cardinality(bookings.access_needs) > 0
        """, ct);
}
