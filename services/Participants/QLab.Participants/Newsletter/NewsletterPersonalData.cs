using Microsoft.EntityFrameworkCore;
using QLab.Participants.Notifications.Mail;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Participants.Newsletter;

/// <summary>
/// Subscriptions under the person's address, and those that stand for their consent. Their rows stay, to count how many read what.
/// </summary>
sealed class NewsletterPersonalData(ParticipantsDb db, IMailDelivery delivery) : IPersonalData
{
    public string Name => "newsletter";

    public IReadOnlyList<string> Tables => ["newsletter_subscriptions"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) => await Of(subject)
        .OrderBy(s => s.AsksSince)
        .Select(s => new { s.ProjectId, s.Email, s.Language, s.State, s.SaidAt }).ToListAsync(ct);

    public async Task EraseAsync(DataSubject subject, CancellationToken ct)
    {
        var subscriptions = await Of(subject).Select(s => s.Id).ToArrayAsync(ct);
        var mails = await db.Notifications.Where(n => subscriptions.Contains(n.SubscriptionId!.Value)).Select(n => n.Id).ToListAsync(ct);
        await db.Database.ExecuteSqlAsync($"""
            UPDATE notifications SET subscription_id = NULL, values = NULL, reason = NULL, next_attempt_at = NULL,
                state = CASE WHEN state IN ('Waiting', 'Sending') THEN 'Withheld' ELSE state END, settled_at = coalesce(settled_at, requested_at)
            WHERE subscription_id = ANY({subscriptions})
            """, ct);
        await db.Database.ExecuteSqlAsync($"""
            UPDATE newsletter_subscriptions SET email = NULL, email_key = NULL, participation_id = NULL, token_hash = NULL, token_expires_at = NULL, state = 'Unsubscribed'
            WHERE id = ANY({subscriptions})
            """, ct);
        await delivery.ForgetAsync(mails);
    }

    IQueryable<Subscription> Of(DataSubject subject)
    {
        var pseudonyms = subject.Pseudonyms.ToArray();
        return db.Subscriptions.Where(
            s => pseudonyms.Contains(s.ParticipationId!.Value) || db.People.Any(p => p.Id == subject.Subject && p.EmailKey == s.EmailKey));
    }
}
