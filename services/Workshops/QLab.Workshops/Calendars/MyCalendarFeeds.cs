using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;
using QLab.Workshops.Bookings;

namespace QLab.Workshops.Calendars;

[Example("""{ "projectId": "0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35" }""")]
public sealed record MakeCalendarFeedRequest(Guid ProjectId);

/// <param name="Url">The address for your calendar, shown this once: whoever has it reads where you go.</param>
sealed record MadeCalendarFeed(Guid Id, Guid ParticipantId, string Url);

sealed record CalendarFeedView(Guid Id, Guid ParticipantId, DateTimeOffset MadeAt);

/// <summary>Addresses for people's own calendars, one project each: no feed joins what somebody takes part in.</summary>
static class MyCalendarFeeds
{
    const int Most = 10;

    static readonly Refusal TooMany =
        Refusal.Conflict("too-many-feeds", $"You have {Most} of these already; revoke one that you do not use.");

    /// <remarks>
    /// The answer shows a secret and is not kept, so a key is taken and means nothing: an address too many can be revoked.
    /// </remarks>
    public static async Task<Results<Created<MadeCalendarFeed>, ProblemHttpResult>> Make(
        MakeCalendarFeedRequest request, WorkshopsDb db, ClaimsPrincipal user, IConfiguration settings, TimeProvider time,
        CancellationToken ct)
    {
        if (await db.MyselfInAsync(request.ProjectId, user, ct) is not { } me) return BookingErrors.NotTakingPart.ToProblem();
        if (await db.CalendarFeeds.CountAsync(f => f.ParticipantId == me, ct) >= Most) return TooMany.ToProblem();
        var (feed, token) = CalendarFeed.Make(me, time.GetUtcNow());
        db.CalendarFeeds.Add(feed);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created(
            $"/api/workshops/v1/me/calendar-feeds/{feed.Id}",
            new MadeCalendarFeed(feed.Id, me, $"{settings.PublicUrl()}/api/workshops/v1/calendar.ics?token={token}"));
    }

    public static async Task<Ok<List<CalendarFeedView>>> List(WorkshopsDb db, ClaimsPrincipal user, CancellationToken ct)
    {
        var mine = user.ParticipantIds();
        return TypedResults.Ok(await db.CalendarFeeds.Where(f => mine.Contains(f.ParticipantId)).OrderBy(f => f.Id)
            .Select(f => new CalendarFeedView(f.Id, f.ParticipantId, f.MadeAt)).ToListAsync(ct));
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> Revoke(
        Guid id, WorkshopsDb db, ClaimsPrincipal user, CancellationToken ct)
    {
        var mine = user.ParticipantIds();
        return await db.CalendarFeeds.Where(f => f.Id == id && mine.Contains(f.ParticipantId)).ExecuteDeleteAsync(ct) == 1
            ? TypedResults.NoContent()
            : Refusal.NotFound("calendar feed").ToProblem();
    }
}
