using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Text;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Bookings;

/// <summary>
/// The page behind the link in mails about a place, for whoever has it: says yes to an offer, or gives the place back. Opening it changes
/// nothing, because mail scanners open every link; the buttons do. It works until the place is gone or the workshop begins.
/// </summary>
static class PlacePage
{
    public static async Task<ContentHttpResult> Show(
        string token, string? language, HttpContext http, WorkshopsDb db, TimeProvider time, CancellationToken ct)
    {
        var words = PlaceWords.In(language);
        if (await FindAsync(token, db, time, ct) is not var (booking, workshop)) return Ended(http, words);
        var what = $"<p><strong>{Encode(workshop.Title)}</strong>, {words.At(workshop.StartsAt)}</p>";
        if (booking.State == BookingState.Booked)
            return Page(http, words, words.Yours, what + Button("decline", token, words, words.GiveBack));

        var until = $"<p>{words.KeptUntil} {words.At(booking.OfferEndsAt!.Value)}.</p>";
        var agreement = workshop.Agreement is { } agreed ? $"<p>{words.AgreeTo}</p><blockquote>{Encode(agreed)}</blockquote>" : "";
        return Page(
            http, words, words.Offered,
            what + until + agreement + Button("accept", token, words, words.Take) + Button("decline", token, words, words.LeaveIt));
    }

    public static async Task<ContentHttpResult> Accept(
        string token, string? language, HttpContext http, WorkshopsDb db, PlaceBooking places, TimeProvider time, CancellationToken ct)
    {
        var words = PlaceWords.In(language);
        return await FindAsync(token, db, time, ct) is var (booking, workshop) && await places.AcceptAsync(booking, workshop, ct) is null
            ? Page(http, words, words.Yours, $"<p>{words.Taken}</p>" + Button("decline", token, words, words.GiveBack))
            : Ended(http, words);
    }

    public static async Task<ContentHttpResult> Decline(
        string token, string? language, HttpContext http, WorkshopsDb db, PlaceBooking places, TimeProvider time, CancellationToken ct)
    {
        var words = PlaceWords.In(language);
        return await FindAsync(token, db, time, ct) is var (booking, workshop) && await places.GiveBackAsync(booking.Id, workshop, ct) is null
            ? Page(http, words, words.Thanks, $"<p>{words.GivenBack}</p>")
            : Ended(http, words);
    }

    static async Task<(Booking Booking, Workshop Workshop)?> FindAsync(
        string token, WorkshopsDb db, TimeProvider time, CancellationToken ct)
    {
        if (PlaceLink.Read(token) is not var (id, hash)) return null;
        var booking = await db.AllBookings.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id && b.State != BookingState.Waiting, ct);
        if (booking is null || !PlaceLink.Proves(hash, booking) || booking.OfferEndsAt <= time.GetUtcNow()) return null;
        var workshop = await db.Workshops.AsNoTracking().SingleAsync(w => w.Id == booking.WorkshopId, ct);
        return workshop.HeldAt is null && time.GetUtcNow() < workshop.StartsAt ? (booking, workshop) : null;
    }

    static ContentHttpResult Ended(HttpContext http, PlaceWords words)
    {
        http.Response.StatusCode = StatusCodes.Status410Gone;
        return Page(http, words, words.Over, $"<p>{words.NothingHere}</p>");
    }

    static ContentHttpResult Page(HttpContext http, PlaceWords words, string title, string body) =>
        PlainPage.Of(http, words.Language, title, body);

    static string Button(string action, string token, PlaceWords words, string label) => $"""
        <form method="post" action="place/{action}?language={words.Language}&amp;token={Encode(token)}">
        <button type="submit">{label}</button></form>
        """;

    static string Encode(string text) => WebUtility.HtmlEncode(text);
}

/// <summary>What the page says.</summary>
sealed record PlaceWords(
    string Language, string Yours, string GiveBack, string Offered, string KeptUntil, string AgreeTo, string Take, string LeaveIt,
    string Taken, string Thanks, string GivenBack, string Over, string NothingHere)
{
    static readonly PlaceWords English = new(
        "en", "Your place", "I cannot come: give my place back", "A place is free", "It is kept for you until",
        "Whoever takes part agrees to this:", "Yes, I come", "No, let somebody else have it", "You have a place. We look forward to you.",
        "Thank you", "Somebody else can have the place now.", "This link works no more",
        "The place has been given back or offered to somebody else, or the gathering has begun. If you are not sure, ask those who invited you.");

    static readonly PlaceWords Welsh = new(
        "cy", "Eich lle", "Ni allaf ddod: rhoi fy lle yn ôl", "Mae lle ar gael", "Fe'i cedwir i chi tan",
        "Mae pawb sy'n cymryd rhan yn cytuno â hyn:", "Ydw, rwy'n dod", "Na, rhowch ef i rywun arall",
        "Mae gennych le. Edrychwn ymlaen at eich gweld.", "Diolch", "Gall rhywun arall gael y lle nawr.",
        "Nid yw'r ddolen hon yn gweithio mwyach",
        "Mae'r lle wedi'i roi yn ôl neu wedi'i gynnig i rywun arall, neu mae'r cyfarfod wedi dechrau. Os nad ydych yn siŵr, gofynnwch i'r rhai a'ch gwahoddodd.");

    public string At(DateTimeOffset moment) =>
        $"{SpokenLanguages.Written(DateOnly.FromDateTime(WorkshopFacts.Local(moment).DateTime), Language)}, {WorkshopFacts.Clock(moment)}";

    public static PlaceWords In(string? language) => SpokenLanguages.Nearest(language ?? "") == "cy" ? Welsh : English;
}
