using Microsoft.EntityFrameworkCore;
using QLab.Participants.Notifications.Bounces;
using QLab.Participants.Notifications.Mail;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Participants.Notifications;

/// <summary>
/// The notifications about a person stay to be counted; whom they went to does not, and neither do the mails in the folder.
/// </summary>
sealed class NotificationsPersonalData(
    ParticipantsDb db, BouncedAddresses bounced, IMailDelivery delivery, TimeProvider time) : IPersonalData
{
    public string Name => "notifications";

    public IReadOnlyList<string> Tables => ["notifications", "bounced_addresses"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) => await Of(subject)
        .OrderBy(n => n.RequestedAt)
        .Select(n => new { n.Template, n.Purpose, n.State, n.Reason, n.RequestedAt, n.SettledAt }).ToListAsync(ct);

    public async Task EraseAsync(DataSubject subject, CancellationToken ct)
    {
        var ids = await Of(subject).Select(n => n.Id).ToListAsync(ct);
        // A row that is being sent is locked: this waits until its mail is there to be taken back.
        await db.Database.ExecuteSqlAsync($"""
            UPDATE notifications SET person_id = NULL, participation_id = NULL, subscription_id = NULL, values = NULL, reason = NULL, next_attempt_at = NULL,
                state = CASE WHEN state IN ('Waiting', 'Sending', 'ToPrint') THEN 'Withheld' ELSE state END, settled_at = coalesce(settled_at, {time.GetUtcNow()})
            WHERE id = ANY({ids})
            """, ct);
        await delivery.ForgetAsync(ids);
        if (await db.People.Where(p => p.Id == subject.Subject).Select(p => p.Email).SingleOrDefaultAsync(ct) is { } email)
            await bounced.ForgetAsync(email, ct);
    }

    IQueryable<Notification> Of(DataSubject subject)
    {
        var pseudonyms = subject.Pseudonyms.ToArray();
        return db.Notifications.Where(n => n.PersonId == subject.Subject || pseudonyms.Contains(n.ParticipationId!.Value));
    }
}
