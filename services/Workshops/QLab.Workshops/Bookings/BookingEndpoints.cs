using QLab.ReferenceData;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Security;
using QLab.Workshops.Affiliations;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Bookings;

static class BookingEndpoints
{
    public static void MapBookings(this RouteGroupBuilder api)
    {
        var bookings = api.MapGroup("/workshops/{id:guid}/bookings").WithTag("Bookings", "Who has a place in a workshop, by pseudonym.");
        bookings.MapPost("", BookPlace.Handle).RequireScope("workshops:write").ForPartners<Workshop>(OwnPeople.Sees)
            .WithSummary("Books a place for a participant");
        bookings.MapGet("", ReadBookings.List).RequireScope("workshops:read").ForPartners<Workshop>(OwnPeople.Sees)
            .WithSummary("Who has a place, by pseudonym")
            .RefusesUnknown<WorkshopsDb>(("participantId", (db, _) => db.Participants.Select(p => p.Id)));
        bookings.MapGet("{bookingId:guid}", ReadBookings.Get).RequireScope("workshops:read").ForPartners<Workshop>(OwnPeople.Sees)
            .WithSummary("One booking");
        bookings.MapDelete("{bookingId:guid}", CancelBooking.Handle)
            .RequireScope("workshops:write")
            .ForPartners<Workshop>(OwnPeople.Sees)
            .WithSummary("Cancels it; the place is free again");
    }
}
