using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.Consents;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Notifications;

/// <param name="PersonId">
/// To whom; absent for an address of the newsletter, for who would like to take part, and once the person has been erased.
/// </param>
/// <param name="Reason">Why it was not sent, or not yet.</param>
sealed record NotificationView(
    Guid Id, Guid? PersonId, Guid? SubscriptionId, string Template, Purpose? Purpose, NotificationState State, string? Reason, int Attempts,
    DateTimeOffset RequestedAt, DateTimeOffset? NextAttemptAt, DateTimeOffset? SettledAt);

/// <summary>What was sent to whom and what became of it; never what it said.</summary>
static class ReadNotifications
{
    public static async Task<Page<NotificationView>> List(
        [AsParameters] Paging paging, Guid? personId, EnumParameter<NotificationState>? state, HttpContext http, ParticipantsDb db,
        AuditLog audit, CancellationToken ct)
    {
        var (wanted, organisation) = (state?.Value, http.User.OrganisationId());
        var rows =
            from notification in db.Notifications
            let person = notification.PersonId ?? db.Participations.Where(p => p.Id == notification.ParticipationId).Select(p => p.PersonId).FirstOrDefault()
            where (wanted == null || notification.State == wanted) && (personId == null || person == personId)
                && (organisation == null || db.People.Any(p => p.Id == person && p.OrganisationId == organisation))
            select new Addressed { Notification = notification, PersonId = person };
        var page = await paging.ReadAsync(rows, row => row.Notification.Id, row => new NotificationView(
            row.Notification.Id, row.PersonId, row.Notification.SubscriptionId, row.Notification.Template, row.Notification.Purpose,
            row.Notification.State,
            row.Notification.Reason, row.Notification.Attempts, row.Notification.RequestedAt, row.Notification.NextAttemptAt,
            row.Notification.SettledAt), ct);

        var people = page.Items.Select(item => item.PersonId).ToHashSet();
        await audit.ReadAsync(
            "notifications", await db.People.Where(p => people.Contains(p.Id)).Select(p => p.AuditId).ToListAsync(ct), ct);
        return page;
    }

    sealed class Addressed
    {
        public required Notification Notification { get; init; }
        public Guid? PersonId { get; init; }
    }
}
