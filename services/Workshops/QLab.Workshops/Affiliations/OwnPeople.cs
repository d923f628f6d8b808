using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Security;
using QLab.Workshops.Bookings;

namespace QLab.Workshops.Affiliations;

/// <summary>A caller bound to an organisation books for its own people and sees their bookings; for that caller there are no others.</summary>
static class OwnPeople
{
    public const string Sees = "its own people, in projects that it is a partner in";

    public static IQueryable<Booking> VisibleTo(this IQueryable<Booking> bookings, ClaimsPrincipal user, WorkshopsDb db) =>
        user.OrganisationId() is { } organisation
            ? bookings.Where(b => db.Affiliations.Any(a => a.ParticipantId == b.ParticipantId && a.OrganisationId == organisation))
            : bookings;

    public static async Task<bool> MayBookForAsync(
        this WorkshopsDb db, ClaimsPrincipal user, Guid participantId, CancellationToken ct) =>
        user.OrganisationId() is not { } organisation
        || await db.Affiliations.AnyAsync(a => a.ParticipantId == participantId && a.OrganisationId == organisation, ct);
}
