using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Text;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Bookings;

/// <summary>
/// What is written to somebody about their place: facts, of which the templates make sentences. What opens something, and how to join, is
/// sealed on the way.
/// </summary>
sealed class PlaceNotices(WorkshopsDb db, Notifications notifications, IConfiguration settings)
{
    /// <param name="about">The moment that it is about: told twice of one, somebody is written to once.</param>
    public async Task SendAsync(string template, Booking booking, Workshop workshop, DateTimeOffset about, CancellationToken ct)
    {
        var key = await db.MessageKeys.OrderByDescending(k => k.AnnouncedAt).Select(k => k.PublicKey).FirstOrDefaultAsync(ct)
            ?? throw new InvalidOperationException("The key that seals messages has not been announced yet.");
        var facts = WorkshopFacts.Of(workshop);
        if (booking.Attendance == Attendance.Online) (facts["attendance"], facts["place"]) = ("online", "");
        if (booking.OfferEndsAt is { } until)
            (facts["untilDay"], facts["untilTime"]) = (WorkshopFacts.Day(until), WorkshopFacts.Clock(until));
        notifications.Request(
            IdOf(template, booking.Id, about), workshop.ProjectId, booking.ParticipantId, template, facts,
            secrets: new(Secrets(booking, workshop), key));
    }

    /// <summary>To somebody who has no place any more, so that there is nothing to open.</summary>
    public void SendLast(string template, Booking gone, Workshop workshop, DateTimeOffset about) => notifications.Request(
        IdOf(template, gone.Id, about), workshop.ProjectId, gone.ParticipantId, template, WorkshopFacts.Of(workshop));

    Dictionary<string, string> Secrets(Booking booking, Workshop workshop)
    {
        var (address, token) = ($"{settings.PublicUrl()}/api/workshops/v1/place", booking.NewLink());
        var secrets = new Dictionary<string, string> { ["placeUrl"] = $"{address}?token={token}" };
        foreach (var language in SpokenLanguages.All) secrets[$"placeUrl@{language}"] = $"{address}?language={language}&token={token}";
        if (booking.State != BookingState.Booked) return secrets;
        if (workshop.JoiningLink is { } link && booking.Attendance == Attendance.Online) secrets["joiningUrl"] = link;
        if (workshop.JoiningInstructions is { } instructions) secrets["instructions"] = instructions;
        return secrets;
    }

    static Guid IdOf(string template, Guid booking, DateTimeOffset about) => new(SHA256.HashData(
        [.. Encoding.ASCII.GetBytes(template), .. booking.ToByteArray(), .. BitConverter.GetBytes(about.UtcTicks)]).AsSpan(0, 16));
}
