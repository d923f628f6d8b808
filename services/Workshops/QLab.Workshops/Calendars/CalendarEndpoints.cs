using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Http.Idempotency;
using QLab.ServiceDefaults.Security;

namespace QLab.Workshops.Calendars;

static class CalendarEndpoints
{
    public static void MapCalendars(this RouteGroupBuilder api)
    {
        var calendars =
            api.MapGroup("").WithTag("Calendars", "Gatherings for people's own calendars (iCalendar, RFC 5545).").AllowAnonymous();
        calendars.MapGet("/workshops/{id:guid}/calendar.ics", ReadCalendar.OfWorkshop).WithName("readWorkshopCalendar")
            .WithSummary("One gathering for a calendar; not how to join it");
        calendars.MapGet("/calendar.ics", ReadCalendar.OfParticipant).WithName("readCalendarFeed")
            .WithSummary("Where one participant has a place and how to join; the address is the secret");

        var mine = api.MapMe().MapGroup("/calendar-feeds").WithTags("Me");
        mine.MapPost("", MyCalendarFeeds.Make).IgnoresIdempotencyKey().WithName("makeMyCalendarFeed")
            .WithSummary("An address for my calendar, of my places in one project; shown once");
        mine.MapGet("", MyCalendarFeeds.List)
            .WithName("listMyCalendarFeeds")
            .WithSummary("The addresses that I have, without their secret");
        mine.MapDelete("{id:guid}", MyCalendarFeeds.Revoke)
            .WithName("revokeMyCalendarFeed")
            .WithSummary("The address leads nowhere from now on");
    }
}
