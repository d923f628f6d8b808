using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Text;

namespace QLab.Workshops.Commitments;

/// <summary>
/// The page behind the link that a card came back with. Opening it changes nothing, because mail scanners open every link; its buttons do,
/// and it can be told anew until the link expires. It does not show what the card says: links are passed on.
/// </summary>
static class TellOutcome
{
    public static async Task<ContentHttpResult> Show(
        string token, string? language, HttpContext http, WorkshopsDb db, TimeProvider time, CancellationToken ct)
    {
        var words = OutcomeWords.In(language);
        if (await FindAsync(db, token, time, ct) is not { } commitment) return NotValid(http, words);
        var title = await db.Workshops.Where(w => w.Id == commitment.WorkshopId).Select(w => w.Title).SingleAsync(ct);
        var action = $"outcome?token={Encoded(Uri.EscapeDataString(token))}&amp;language={words.Language}&amp;outcome=";
        return PlainPage.Of(http, words.Language, words.Title, $"<p>{Encoded(words.Ask)} {Encoded(title)}</p>" + string.Concat(
            words.Buttons.Select(button => $"""
                <form method="post" action="{action}{button.Outcome}"><p><button type="submit">{Encoded(button.Label)}</button></p></form>
                """)));
    }

    public static async Task<ContentHttpResult> Handle(
        string token, EnumParameter<Outcome> outcome, string? language, HttpContext http, WorkshopsDb db, TimeProvider time,
        CancellationToken ct)
    {
        var words = OutcomeWords.In(language);
        if (await FindAsync(db, token, time, ct) is not { } commitment) return NotValid(http, words);
        commitment.Tell(outcome.Value, time.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return PlainPage.Of(http, words.Language, words.Thanks, $"<p>{Encoded(words.Recorded)}</p>");
    }

    static async Task<Commitment?> FindAsync(WorkshopsDb db, string token, TimeProvider time, CancellationToken ct)
    {
        var (hash, now) = (OutcomeLink.HashOf(token), time.GetUtcNow());
        return await db.Commitments.SingleOrDefaultAsync(c => c.LinkHash == hash && c.LinkExpiresAt > now, ct);
    }

    static ContentHttpResult NotValid(HttpContext http, OutcomeWords words)
    {
        http.Response.StatusCode = StatusCodes.Status410Gone;
        return PlainPage.Of(http, words.Language, words.Title, $"<p>{Encoded(words.NotValid)}</p>");
    }

    static string Encoded(string text) => WebUtility.HtmlEncode(text);
}

/// <summary>What the page says.</summary>
sealed record OutcomeWords(
    string Language, string Title, string Ask, IReadOnlyList<(string Outcome, string Label)> Buttons, string Thanks, string Recorded,
    string NotValid)
{
    static readonly OutcomeWords English = new(
        "en", "What became of it?", "You wrote a card about what you wanted to do after this workshop:",
        [("done", "I have done it"), ("doing", "I am at it"), ("dropped", "I have dropped it")], "Thank you",
        "It is recorded, and counted together with what others tell us. You can open the link again and tell us anew.",
        "This link is not valid, or no longer.");

    static readonly OutcomeWords Welsh = new(
        "cy", "Beth ddigwyddodd?", "Ysgrifennoch gerdyn am yr hyn roeddech am ei wneud ar ôl y gweithdy hwn:",
        [("done", "Rwyf wedi’i wneud"), ("doing", "Rwyf wrthi"), ("dropped", "Rwyf wedi rhoi’r gorau iddo")], "Diolch",
        "Mae wedi’i gofnodi, a’i gyfrif gyda’r hyn y mae eraill yn ei ddweud wrthym. Cewch agor y ddolen eto a dweud wrthym o’r newydd.",
        "Nid yw’r ddolen hon yn ddilys, neu nid yw mwyach.");

    public static OutcomeWords In(string? language) => SpokenLanguages.Nearest(language ?? "") == "cy" ? Welsh : English;
}
