using Microsoft.EntityFrameworkCore;
using QLab.Participants.Notifications.Mail;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.Participants.Interests;

/// <summary>Takes expressions of interest out, with whom their mails went to and the mails in the folder.</summary>
sealed class InterestRemoval(ParticipantsDb db, IMailDelivery delivery, TimeProvider time)
{
    public async Task RemoveAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        if (ids.Count == 0) return;
        var mails = await db.Notifications.Where(n => ids.Contains(n.InterestId!.Value)).Select(n => n.Id).ToListAsync(ct);
        await db.Database.ExecuteSqlAsync($"""
            UPDATE notifications SET interest_id = NULL, values = NULL, reason = NULL, next_attempt_at = NULL,
                state = CASE WHEN state IN ('Waiting', 'Sending') THEN 'Withheld' ELSE state END,
                settled_at = coalesce(settled_at, {time.GetUtcNow()})
            WHERE id = ANY({mails})
            """, ct);
        await db.ExpressionsOfInterest.Where(i => ids.Contains(i.Id)).ExecuteDeleteAsync(ct);
        await delivery.ForgetAsync(mails);
    }
}

/// <summary>Deletes what nobody has confirmed, what nobody has answered, and what was answered some time ago.</summary>
sealed class ForgetInterests(InterestRemoval removal) : IDueWork
{
    public static DueRows Rows { get; } = new("expressions_of_interest", "kept_until <= @now", "kept_until");

    public Task RunAsync(Guid id, CancellationToken ct) => removal.RemoveAsync([id], ct);
}
