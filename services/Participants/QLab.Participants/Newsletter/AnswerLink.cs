using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Text;

namespace QLab.Participants.Newsletter;

/// <summary>
/// The two links of the newsletter's mails. Opening one changes nothing, because mail scanners open every link; the button does.
/// The mail program's own button (RFC 8058) posts at once.
/// </summary>
static class AnswerLink
{
    public static async Task<ContentHttpResult> ConfirmPage(string token, HttpContext http, ParticipantsDb db, CancellationToken ct)
    {
        var hash = Subscribe.HashOf(token);
        var words = LinkWords.In(await LanguageAsync(db.Subscriptions.Where(s => s.TokenHash == hash), ct));
        return Page(http, words, words.Newsletter, words.AskConfirm, ("confirm", token, words.Yes));
    }

    public static async Task<ContentHttpResult> UnsubscribePage(
        string token, HttpContext http, ParticipantsDb db, NewsletterLinks links, CancellationToken ct)
    {
        var id = links.ReadUnsubscribe(token);
        var words = LinkWords.In(await LanguageAsync(db.Subscriptions.Where(s => s.Id == id), ct));
        return Page(http, words, words.Newsletter, words.AskStop, ("unsubscribe", token, words.Stop));
    }

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
        var words = LinkWords.In(subscription.Language);
        return Page(http, words, words.Thanks, words.Confirmed);
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
        var words = LinkWords.In(subscription?.Language);
        return Page(http, words, words.Stopped, words.NoMore);
    }

    /// <remarks>A token that leads nowhere shows the same page: whether it is good is said when the button is pressed.</remarks>
    static Task<string?> LanguageAsync(IQueryable<Subscription> which, CancellationToken ct) =>
        which.Select(subscription => subscription.Language).FirstOrDefaultAsync(ct);

    static ContentHttpResult Page(
        HttpContext http, LinkWords words, string title, string said, (string Action, string Token, string Button)? form = null)
    {
        var button = form is var (action, token, label)
            ? $"""
                <form method="post" action="{action}?token={WebUtility.HtmlEncode(Uri.EscapeDataString(token))}">
                <button type="submit">{label}</button></form>
                """
            : "";
        return PlainPage.Of(http, words.Language, title, $"<p>{said}</p>{button}");
    }
}

/// <summary>What the pages behind these links say.</summary>
sealed record LinkWords(
    string Language, string Newsletter, string AskConfirm, string Yes, string AskStop, string Stop, string Thanks, string Confirmed,
    string Stopped, string NoMore)
{
    static readonly LinkWords English = new(
        "en", "The newsletter of the Lab", "Do you want the newsletter to come to this address?", "Yes, send it",
        "Do you want to stop the newsletter?", "Stop it", "Thank you",
        "The newsletter will come to this address. Every issue has a link to stop it.", "The newsletter has stopped",
        "It will not come to this address any more.");

    static readonly LinkWords Welsh = new(
        "cy", "Cylchlythyr y Lab", "Ydych chi am i'r cylchlythyr ddod i'r cyfeiriad hwn?", "Ydw, anfonwch ef",
        "Ydych chi am roi'r gorau i'r cylchlythyr?", "Rhoi'r gorau iddo", "Diolch",
        "Bydd y cylchlythyr yn dod i'r cyfeiriad hwn. Mae dolen ym mhob rhifyn i roi'r gorau iddo.",
        "Mae'r cylchlythyr wedi dod i ben", "Ni ddaw i'r cyfeiriad hwn mwyach.");

    /// <param name="language">What its reader reads; null where that is not known.</param>
    public static LinkWords In(string? language) => SpokenLanguages.Nearest(language ?? "") == "cy" ? Welsh : English;
}
