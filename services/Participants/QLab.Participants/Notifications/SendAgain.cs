using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.Notifications.Sending;
using QLab.Participants.Notifications.Templates;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Scheduling;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Notifications;

static class SendAgain
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid id, HttpContext http, ParticipantsDb db, AuditLog audit, WakeSignal<SendNotifications> sender, AfterCommit afterCommit,
        TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        var notification =
            (await db.Notifications.FromSql($"SELECT * FROM notifications WHERE id = {id} FOR UPDATE").ToListAsync(ct)).SingleOrDefault();
        if (notification is null) return Refusal.NotFound("notification").ToProblem();
        var person = await db.People
            .Where(p => p.Id == notification.PersonId || db.Participations.Any(t => t.Id == notification.ParticipationId && t.PersonId == p.Id))
            .Select(p => new { p.AuditId, p.OrganisationId }).SingleOrDefaultAsync(ct);
        if (http.User.OrganisationId() is { } organisation && person?.OrganisationId != organisation)
            return Refusal.NotFound("notification").ToProblem();
        if (notification.State is not (NotificationState.Failed or NotificationState.Uncertain))
            return NotificationErrors.NotToBeSentAgain.ToProblem();
        if (notification.Values is null && BuiltInTemplates.Fault(notification.Template, new Dictionary<string, string>()) is not null)
            return NotificationErrors.Emptied.ToProblem();

        notification.SendAgain(time.GetUtcNow());
        await audit.ChangedAsync($"notification {id} sent again", ct, person is null ? [] : [person.AuditId]);
        await db.SaveChangesAsync(ct);
        afterCommit.Do(sender.Wake);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}
