using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using QLab.Participants.Consents.Requests;
using QLab.ServiceDefaults.Http;

namespace QLab.Participants.Interests;

/// <summary>The pages themselves. What was said of somebody is shown to them before they confirm it.</summary>
static class InterestPage
{
    public const string Confirm = "confirm", Delete = "delete";

    public static ContentHttpResult Questions(
        HttpContext http, FoundInterest found, string token, IReadOnlyList<AskedWording> wordings, string? notice = null)
    {
        var (words, interest) = (found.Words, found.Interest);
        var perspectives = string.Join(", ", interest.Perspectives.Select(p => words.Of(p)));
        return PlainPage.Of(http, words.Language, words.Title, $"""
            {(notice is null ? "" : $"<p role=\"alert\"><strong>{Encoded(notice)}</strong></p>")}
            <p>{words.Lab}: {Encoded(found.Lab)}</p>
            <p>{(found.Partner is { } partner ? Encoded(words.PutForward(partner)) : Encoded(words.Said))}</p>
            <dl><dt>{words.Name}</dt><dd>{Encoded(interest.Name)}</dd><dt>{words.Perspective}</dt><dd>{Encoded(perspectives)}</dd>
            <dt>{words.Why}</dt><dd>{Encoded(interest.Why)}</dd></dl>
            <p>{Encoded(words.Ask)}</p>
            {Form(token, $"""
                <h2>{Encoded(found.ConsentWords.Title)}</h2><p>{Encoded(found.ConsentWords.Introduction)}</p>
                {ConsentPage.Fields(found.ConsentWords, wordings)}{Button(Confirm, words.Yes)}{Button(Delete, words.No)}
                """)}
            """);
    }

    public static ContentHttpResult Confirmed(HttpContext http, InterestWords words, string token) =>
        PlainPage.Of(
            http, words.Language, words.Thanks, $"<p>{Encoded(words.WillAnswer)}</p>{Form(token, Button(Delete, words.TakeBack))}");

    public static ContentHttpResult Answered(HttpContext http, InterestWords words, string token) =>
        PlainPage.Of(
            http, words.Language, words.Title, $"<p>{Encoded(words.HasAnswered)}</p>{Form(token, Button(Delete, words.TakeBack))}");

    public static ContentHttpResult Deleted(HttpContext http, InterestWords words) =>
        PlainPage.Of(http, words.Language, words.Gone, $"<p>{Encoded(words.IsDeleted)}</p>");

    /// <remarks>Nobody is known whose language it could be.</remarks>
    public static ContentHttpResult NotValid(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status410Gone;
        var words = InterestWords.In("");
        return PlainPage.Of(http, words.Language, words.Title, $"<p>{Encoded(words.LinkNotValid)}</p>");
    }

    static string Form(string token, string inside) =>
        $"<form method=\"post\" action=\"confirm?token={Encoded(Uri.EscapeDataString(token))}\">{inside}</form>";

    static string Button(string does, string label) =>
        $"<p><button type=\"submit\" name=\"do\" value=\"{does}\">{Encoded(label)}</button></p>";

    static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
