using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;

namespace QLab.Participants.Consents.Requests;

/// <param name="Language">The language of the text, which is English where there is no translation.</param>
sealed record AskedWording(Purpose Purpose, int Version, string Text, string Language)
{
    /// <summary>The field of the form: it says which wording was read.</summary>
    public string Field => $"{Prefix}{Version}";

    public string Prefix => $"{PurposeText.Of(Purpose)}.";

    /// <summary>What people are asked now for these purposes, in a language where there is a translation.</summary>
    public static async Task<List<AskedWording>> CurrentAsync(
        IEnumerable<Purpose> purposes, string language, ParticipantsDb db, ConsentLedger ledger, CancellationToken ct)
    {
        var current = await ledger.CurrentWordingsAsync(ct);
        var wordings = new List<AskedWording>();
        foreach (var purpose in purposes)
        {
            var version = current[purpose];
            var english =
                await db.ConsentWordings.Where(w => w.Purpose == purpose && w.Version == version).Select(w => w.Text).SingleAsync(ct);
            var own = await db.ConsentWordingTranslations
                .Where(t => t.Purpose == purpose && t.Version == version && t.Language == language)
                .Select(t => t.Text).SingleOrDefaultAsync(ct);
            wordings.Add(new(purpose, version, own ?? english, own is null ? "en" : language));
        }
        return wordings;
    }
}

/// <summary>The pages themselves: each purpose is asked by itself, and nothing is chosen beforehand.</summary>
static class ConsentPage
{
    public static ContentHttpResult Questions(
        HttpContext http, ConsentWords words, string lab, string token, IReadOnlyList<AskedWording> wordings, string? notice = null)
    {
        var html = new StringBuilder();
        if (notice is not null) html.Append($"<p role=\"alert\"><strong>{Encoded(notice)}</strong></p>");
        html.Append($"<p>{Encoded(words.Lab)}: {Encoded(lab)}</p><p>{Encoded(words.Introduction)}</p>")
            .Append($"<form method=\"post\" action=\"answer?token={Encoded(Uri.EscapeDataString(token))}\">");
        html.Append(Fields(words, wordings)).Append($"<p><button type=\"submit\">{Encoded(words.Send)}</button></p></form>");
        return PlainPage.Of(http, words.Language, words.Title, html.ToString());
    }

    /// <summary>A question for each purpose, for the inside of a form.</summary>
    public static string Fields(ConsentWords words, IEnumerable<AskedWording> wordings) => string.Concat(wordings.Select(wording =>
        $"<fieldset><legend lang=\"{wording.Language}\">{Encoded(wording.Text)}</legend>"
        + $"{Choice(wording.Field, "yes", words.Yes)}{Choice(wording.Field, "no", words.No)}</fieldset>"));

    public static ContentHttpResult Thanks(HttpContext http, ConsentWords words) =>
        PlainPage.Of(http, words.Language, words.ThankYou, $"<p>{Encoded(words.Recorded)}</p>");

    public static ContentHttpResult NotValid(HttpContext http, ConsentWords words)
    {
        http.Response.StatusCode = StatusCodes.Status410Gone;
        return PlainPage.Of(http, words.Language, words.Title, $"<p>{Encoded(words.NotValid)}</p>");
    }

    /// <returns>What was answered to this wording, or null.</returns>
    public static bool? Read(IFormCollection? form, AskedWording wording) => form?[wording.Field].ToString() switch
    {
        "yes" => true,
        "no" => false,
        _ => null,
    };

    /// <summary>Whether an answer is to a wording that has been revised since the page was opened.</summary>
    public static bool ShowedAnother(IFormCollection? form, IReadOnlyList<AskedWording> wordings) =>
        form?.Keys.Any(key => wordings.Any(w => key.StartsWith(w.Prefix, StringComparison.Ordinal) && key != w.Field)) ?? false;

    static string Choice(string field, string value, string label) =>
        $"<p><label><input type=\"radio\" name=\"{field}\" value=\"{value}\"> {Encoded(label)}</label></p>";

    static string Encoded(string text) => WebUtility.HtmlEncode(text);
}

/// <summary>What the pages say.</summary>
sealed record ConsentWords(
    string Language, string Title, string Lab, string Introduction, string Yes, string No, string Send, string NoAnswer, string Reworded,
    string ThankYou, string Recorded, string NotValid)
{
    static readonly ConsentWords English = new(
        "en", "What do you agree to?", "Lab",
        "Each question stands by itself. You can say yes to one and no to another, and leave out what you would rather not answer: "
        + "what you leave out is not agreed to. Whatever you answer, you can go on taking part, and you can change your mind at any time.",
        "Yes, I agree", "No", "Send my answers", "There was no answer yet. Choose yes or no for at least one question.",
        "The wording has changed since you opened this page. Please read it again and choose anew.", "Thank you",
        "Your answers are recorded. To change them later, sign in, or tell the Lab.",
        "This link is not valid, or no longer. Tell the Lab if you would like a new one.");

    static readonly ConsentWords Welsh = new(
        "cy", "I beth ydych chi'n cytuno?", "Lab",
        "Mae pob cwestiwn yn sefyll ar ei ben ei hun. Cewch ddweud ie wrth un a na wrth un arall, a gadael allan yr hyn y byddai'n well "
        + "gennych beidio â'i ateb: nid ydych yn cytuno i'r hyn a adewch allan. Beth bynnag a atebwch, cewch barhau i gymryd rhan, a chewch "
        + "newid eich meddwl unrhyw bryd.",
        "Ydw, rwy'n cytuno", "Nac ydw", "Anfon fy atebion", "Nid oes ateb eto. Dewiswch ydw neu nac ydw ar gyfer o leiaf un cwestiwn.",
        "Mae'r geiriad wedi newid ers i chi agor y dudalen hon. Darllenwch ef eto a dewis o'r newydd.", "Diolch",
        "Mae eich atebion wedi'u cofnodi. I'w newid yn nes ymlaen, mewngofnodwch, neu rhowch wybod i'r Lab.",
        "Nid yw'r ddolen hon yn ddilys, neu nid yw mwyach. Rhowch wybod i'r Lab os hoffech gael un newydd.");

    public static ConsentWords In(string language) => language == "cy" ? Welsh : English;
}
