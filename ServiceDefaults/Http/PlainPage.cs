using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace QLab.ServiceDefaults.Http;

/// <summary>
/// A page behind a link in a mail: words, and a button where there is something to decide. It runs no script, loads nothing, and gives
/// its own address, which may hold a token, to nobody.
/// </summary>
public static class PlainPage
{
    /// <summary>The page as an answer.</summary>
    /// <param name="http">The request; the answer's headers are set.</param>
    /// <param name="language">The tag of the language that it is in.</param>
    /// <param name="title">Its heading, as text.</param>
    /// <param name="body">What follows, as HTML: what came from elsewhere is encoded already.</param>
    public static ContentHttpResult Of(HttpContext http, string language, string title, string body)
    {
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers[HeaderNames.ContentSecurityPolicy] =
            "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
        http.Response.Headers.ContentLanguage = language;
        return TypedResults.Content($"""
            <!doctype html>
            <html lang="{WebUtility.HtmlEncode(language)}">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{WebUtility.HtmlEncode(title)}</title></head>
            <body><main><h1>{WebUtility.HtmlEncode(title)}</h1>{body}</main></body></html>
            """, "text/html; charset=utf-8");
    }
}
