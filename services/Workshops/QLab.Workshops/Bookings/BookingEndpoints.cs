using QLab.ReferenceData;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Scheduling;
using QLab.ServiceDefaults.Security;
using QLab.Workshops.Affiliations;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Bookings;

static class BookingEndpoints
{
    public static void AddBookings(this IServiceCollection services)
    {
        services.AddScoped<PlaceBooking>().AddScoped<PlaceNotices>().AddSingleton<BookingMeasures>();
        services.AddDueWork<PassOnPlaces>();
        services.AddDueWork<WriteToBooked>();
        services.AddPeriodicWork<ForgetAccessNeeds>(new(TimeSpan.FromHours(1)) { OneReplicaAtATime = true });
        services.AddPeriodicWork<ForgetCancelledBookings>(new(TimeSpan.FromHours(1)) { OneReplicaAtATime = true });
    }

    public static void MapBookings(this RouteGroupBuilder api)
    {
        var bookings = api.MapGroup("/workshops/{id:guid}/bookings")
            .WithTag("Bookings", "Who has a place in a workshop or waits for one, by pseudonym.");
        bookings.MapPost("", BookPlace.Handle).RequireScope("workshops:write").ForPartners<Workshop>(OwnPeople.Sees)
            .WithSummary("Books a place for a participant, or has them wait for one");
        bookings.MapGet("", ReadBookings.List).RequireScope("workshops:read").ForPartners<Workshop>(OwnPeople.Sees)
            .WithSummary("Who has a place, by pseudonym")
            .RefusesUnknown<WorkshopsDb>(("participantId", (db, _) => db.Participants.Select(p => p.Id)));
        bookings.MapGet("{bookingId:guid}", ReadBookings.Get).RequireScope("workshops:read").ForPartners<Workshop>(OwnPeople.Sees)
            .WithSummary("One booking");
        bookings.MapDelete("{bookingId:guid}", ChangeBooking.Cancel).WithName("cancelBooking")
            .RequireScope("workshops:write").ForPartners<Workshop>(OwnPeople.Sees)
            .WithSummary("Cancels it, or waits no longer; the next who waits is offered the place");
        bookings.MapPost("{bookingId:guid}/accept", ChangeBooking.Accept).WithName("acceptOffer")
            .RequireScope("workshops:write").ForPartners<Workshop>(OwnPeople.Sees)
            .WithSummary("Says yes, for the participant, to the place that they are offered");
        bookings.MapPost("{bookingId:guid}/move", ChangeBooking.Move).WithName("moveBooking")
            .RequireScope("workshops:write").ForPartners<Workshop>(OwnPeople.Sees)
            .WithSummary("From the room to online or the other way, where there is a place");
        bookings.MapPost("{bookingId:guid}/check-in", CheckIn.Came).WithName("checkIn").RequireScope("workshops:write")
            .WithSummary("Says that the participant is there");
        bookings.MapPost("{bookingId:guid}/no-show", CheckIn.DidNotCome).WithName("recordNoShow").RequireScope("workshops:write")
            .WithSummary("Says that the participant did not come");
        bookings.MapDelete("{bookingId:guid}/check-in", CheckIn.Undo).WithName("undoCheckIn").RequireScope("workshops:write")
            .WithSummary("Takes back what was said about who is there");
        var gathering = api.MapGroup("/workshops/{id:guid}").WithTags("Bookings");
        gathering.MapGet("presence", CheckIn.Count).WithName("countPresence").RequireScope("workshops:read")
            .WithSummary("How many have a place, came and did not come");
        gathering.MapGet("access-needs", MatchAccessNeeds.Handle).RequireScope("workshops:write")
            .WithSummary("What people find hard beside what the gathering has; counts, never who");

        var mine = api.MapMe().MapGroup("/bookings").WithTags("Me");
        mine.MapPost("", BookMyPlace.Handle).WithSummary("Books a place for me, or has me wait for one");
        mine.MapGet("", MyBookings.List).WithName("listMyBookings")
            .WithSummary("Where I have a place or wait for one, and how to join; for a while also what was cancelled, and why");
        mine.MapGet("{id:guid}", MyBookings.Get).WithName("getMyBooking").WithSummary("One place of mine");
        mine.MapDelete("{id:guid}", MyBookings.Cancel).WithName("cancelMyBooking").WithSummary("Gives it back, or waits no longer");
        mine.MapPost("{id:guid}/access-needs", MatchAccessNeeds.Say).WithName("sayMyAccessNeeds").WithSummary("Says anew what I find hard");
        mine.MapPost("{id:guid}/accept", MyBookings.Accept)
            .WithName("acceptMyOffer")
            .WithSummary("Says yes to the place that I am offered");
        mine.MapPost("{id:guid}/move", MyBookings.Move).WithName("moveMyBooking")
            .WithSummary("From the room to online or the other way, where there is a place");

        var page = api.MapGroup("/place").WithTags("Bookings").AllowAnonymous();
        page.MapGet("", PlacePage.Show).WithName("showPlacePage")
            .WithSummary("The page behind the link in mails about a place; it changes nothing");
        page.MapPost("accept", PlacePage.Accept).WithName("acceptOfferByLink").WithSummary("Says yes to an offer; any body, no token");
        page.MapPost("decline", PlacePage.Decline).WithName("declinePlaceByLink").WithSummary("Gives the place back; any body, no token");
    }
}
