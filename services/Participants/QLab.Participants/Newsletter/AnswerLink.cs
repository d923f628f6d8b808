using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using QLab.ServiceDefaults.Persistence;

namespace QLab.Participants.Newsletter;

/// <summary>
/// The two links of the newsletter's mails. Opening one changes nothing, because mail scanners open every link; the button does.
/// The mail program's own button (RFC 8058) posts at once.
/// </summary>
static class AnswerLink
{
    public static ContentHttpResult ConfirmPage(string token, HttpContext http) =>
        Page(http, "The newsletter of the Lab", "Do you want the newsletter to come to this address?", ("confirm", token, "Yes, send it"));

    public static ContentHttpResult UnsubscribePage(string token, HttpContext http) =>
        Page(http, "The newsletter of the Lab", "Do you want to stop the newsletter?", ("unsubscribe", token, "Stop it"));

    public static async Task<Results<ContentHttpResult, ProblemHttpResult>> Confirm(
        string token, HttpContext http, ParticipantsDb db, NewsletterConsent consent, TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        var (hash, now) = (Subscribe.HashOf(token), time.GetUtcNow());
        var subscription = (await db.Subscriptions.FromSql($"SELECT * FROM newsletter_subscriptions WHERE token_hash = {hash} FOR UPDATE").ToListAsync(ct)).SingleOrDefault();
        if (subscription is null || subscription.TokenExpiresAt < now) return NewsletterErrors.LinkNotValid.ToProblem();
        if (!await consent.HoldsAsync(subscription, ct))
        {
            subscription.Confirm(now);
            await consent.GiveAsync(subscription, now, ct);
            await db.SaveChangesAsync(ct);
        }
        await transaction.CommitAsync(ct);
        return Page(http, "Thank you", "The newsletter will come to this address. Every issue has a link to stop it.");
    }

    public static async Task<Results<ContentHttpResult, ProblemHttpResult>> Unsubscribe(
        string token, HttpContext http, ParticipantsDb db, NewsletterLinks links, NewsletterConsent consent, TimeProvider time,
        CancellationToken ct)
    {
        if (links.ReadUnsubscribe(token) is not { } id) return NewsletterErrors.LinkNotValid.ToProblem();
        await using var transaction = await db.RequireTransactionAsync(ct);
        var subscription = (await db.Subscriptions.FromSql($"SELECT * FROM newsletter_subscriptions WHERE id = {id} FOR UPDATE").ToListAsync(ct)).SingleOrDefault();
        if (subscription is not null)
        {
            var now = time.GetUtcNow();
            await consent.WithdrawAsync(subscription, now, ct);
            subscription.Unsubscribe(time.GetUtcNow());
            await db.SaveChangesAsync(ct);
        }
        await transaction.CommitAsync(ct);
        return Page(http, "The newsletter has stopped", "It will not come to this address any more.");
    }

    static ContentHttpResult Page(HttpContext http, string title, string words, (string Action, string Token, string Button)? form = null)
    {
        // The address holds a token that must not travel on.
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers[HeaderNames.ContentSecurityPolicy] =
            "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
        var button = form is var (action, token, label)
            ? $"""<form method="post" action="{action}?token={WebUtility.HtmlEncode(Uri.EscapeDataString(token))}"><button type="submit">{label}</button></form>"""
            : "";
        return TypedResults.Content($"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title></head>
            <body><main><h1>{title}</h1><p>{words}</p>{button}</main></body></html>
            """, "text/html; charset=utf-8");
    }
}
