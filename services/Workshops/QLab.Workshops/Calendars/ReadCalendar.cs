using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Problems;
using QLab.Workshops.Bookings;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Calendars;

static class ReadCalendar
{
    /// <summary>A workshop stays in a feed for as long after its end.</summary>
    static readonly TimeSpan Kept = TimeSpan.FromDays(60);

    /// <summary>What everybody may know of one gathering; not how to join it.</summary>
    public static async Task<Results<ContentHttpResult, ProblemHttpResult>> OfWorkshop(
        Guid id, WorkshopsDb db, ClaimsPrincipal reader, IConfiguration settings, TimeProvider time, CancellationToken ct)
    {
        var workshop = await db.Workshops.AsNoTracking().ShownTo(reader).SingleOrDefaultAsync(w => w.Id == id, ct);
        if (workshop is null) return Refusal.NotFound("workshop").ToProblem();
        var calendar = new WorkshopCalendar(settings.PublicUrl(), time.GetUtcNow());
        calendar.Add(workshop, cancelled: workshop.CancelledAt is not null);
        return Answer(calendar.Write(workshop.CancelledAt is null ? "PUBLISH" : "CANCEL"));
    }

    /// <summary>Where one participant has a place, with how to join; what was taken back since it was shown is cancelled.</summary>
    public static async Task<Results<ContentHttpResult, ProblemHttpResult>> OfParticipant(
        string token, WorkshopsDb db, IConfiguration settings, TimeProvider time, CancellationToken ct)
    {
        var (hash, now) = (CalendarFeed.HashOf(token), time.GetUtcNow());
        if (await db.CalendarFeeds.SingleOrDefaultAsync(f => f.TokenHash == hash, ct) is not { } feed)
            return Refusal.NotFound("calendar feed").ToProblem();

        var booked = await db.Bookings.AsNoTracking().Where(b => b.ParticipantId == feed.ParticipantId)
            .ToDictionaryAsync(b => b.WorkshopId, ct);
        Guid[] known = [.. booked.Keys.Union(feed.Shown)];
        var oldest = now - Kept;
        var workshops = await db.Workshops.AsNoTracking().Where(w => known.Contains(w.Id) && w.EndsAt > oldest)
            .OrderBy(w => w.StartsAt).ThenBy(w => w.Id).ToListAsync(ct);
        var calendar = new WorkshopCalendar(settings.PublicUrl(), now);
        foreach (var workshop in workshops)
            calendar.Add(workshop, cancelled: !booked.ContainsKey(workshop.Id), booked.GetValueOrDefault(workshop.Id));
        if (!workshops.Select(w => w.Id).ToHashSet().SetEquals(feed.Shown))
        {
            feed.Show(workshops.Select(w => w.Id));
            await db.SaveChangesAsync(ct);
        }
        return Answer(calendar.Write());
    }

    static ContentHttpResult Answer(string calendar) => TypedResults.Content(calendar, "text/calendar", Encoding.UTF8);
}
