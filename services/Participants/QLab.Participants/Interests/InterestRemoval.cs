using Microsoft.EntityFrameworkCore;
using QLab.Participants.Notifications.Mail;
using QLab.ServiceDefaults.Privacy;
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

/// <summary>What was said under the person's address, and what led to their taking part.</summary>
sealed class InterestsPersonalData(ParticipantsDb db, InterestRemoval removal) : IPersonalData
{
    public string Name => "expressionsOfInterest";

    public IReadOnlyList<string> Tables => ["expressions_of_interest"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) =>
        (await Of(subject).AsNoTracking().OrderBy(i => i.ReceivedAt).ToListAsync(ct)).ConvertAll(i => new
        {
            i.ProjectId, i.Name, i.Email, i.Language, i.Perspectives, i.Why, i.OrganisationId, i.State, i.Consents, i.ReceivedAt,
            i.ConfirmedAt, i.AnsweredAt,
        });

    public async Task EraseAsync(DataSubject subject, CancellationToken ct) =>
        await removal.RemoveAsync(await Of(subject).Select(i => i.Id).ToListAsync(ct), ct);

    IQueryable<ExpressionOfInterest> Of(DataSubject subject)
    {
        var pseudonyms = subject.Pseudonyms.ToArray();
        return db.ExpressionsOfInterest.Where(i =>
            pseudonyms.Contains(i.ParticipationId!.Value) || db.People.Any(p => p.Id == subject.Subject && p.EmailKey == i.EmailKey));
    }
}
