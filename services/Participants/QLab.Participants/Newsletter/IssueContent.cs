using Microsoft.EntityFrameworkCore;
using QLab.Participants.Notifications;
using QLab.Participants.Notifications.Sending;
using QLab.Participants.Notifications.Templates;
using QLab.Participants.Writing;

namespace QLab.Participants.Newsletter;

/// <summary>Fills a newsletter for one reader: the same words for all, and a link of their own to stop it (RFC 8058).</summary>
sealed class IssueContent(ParticipantsDb db, NewsletterLinks links) : ISpecialContent
{
    public string Template => "newsletter-issue";

    public async Task<SpecialContent> ForAsync(Notification notification, Addressee addressee, CancellationToken ct)
    {
        var issue = await db.Issues.AsNoTracking().SingleOrDefaultAsync(i => i.Id == notification.IssueId, ct);
        if (issue is null || notification.SubscriptionId is not { } subscription)
            throw new TemplateFaultException("A newsletter needs an issue and a subscription.");
        var unsubscribe = links.Unsubscribe(subscription);
        return new(
            issue.Markdown, WrittenText.ToHtml(issue.Markdown), issue.Language,
            new Dictionary<string, string> { ["subject"] = issue.Subject, ["unsubscribeUrl"] = unsubscribe },
            new Dictionary<string, string>
            {
                ["List-Unsubscribe"] = $"<{unsubscribe}>", ["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click",
            });
    }
}
