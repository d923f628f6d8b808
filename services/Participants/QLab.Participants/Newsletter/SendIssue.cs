using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Notifications.Bounces;
using QLab.Participants.Notifications.Sending;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.Participants.Newsletter;

/// <param name="Recipients">How many get it.</param>
/// <param name="LeftOut">How many do not, and why.</param>
sealed record SentIssue(Guid Id, int Recipients, IReadOnlyList<LeftOutOfIssue> LeftOut);

public enum NoIssueBecause
{
    /// <summary>They asked for it, and nobody at their address has said yes.</summary>
    NotConfirmed,

    Stopped,

    /// <summary>Mail to their address came back for good.</summary>
    MailReturned,
}

sealed record LeftOutOfIssue(NoIssueBecause Reason, int Count);

/// <summary>
/// Puts one notification into the queue for each reader, all in one transaction. Their ids come from the issue and the subscription,
/// so that a reader has one and not two, however often this is tried; whether the reader still wants it is asked again when it goes out.
/// </summary>
static class SendIssue
{
    public static async Task<Results<Ok<SentIssue>, ProblemHttpResult>> Handle(
        Guid id, ParticipantsDb db, BouncedAddresses bounced, WakeSignal<SendNotifications> sender, AfterCommit afterCommit,
        TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        var issue = (await db.Issues.FromSql($"SELECT *, xmin FROM newsletter_issues WHERE id = {id} FOR UPDATE").ToListAsync(ct)).SingleOrDefault();
        if (issue is null) return Refusal.NotFound("issue").ToProblem();
        if (issue.SentAt is not null) return NewsletterErrors.AlreadySent.ToProblem();

        var now = time.GetUtcNow();
        issue.Send(now);
        await db.SaveChangesAsync(ct);
        if (issue.ProjectId is { } project) await AddConsentingParticipants(db, project, now, ct);
        var recipients = await db.Database.ExecuteSqlAsync($"""
            INSERT INTO notifications (id, subscription_id, issue_id, template, purpose, state, attempts, next_attempt_at, requested_at)
            SELECT md5(s.id::text || {id}::text)::uuid, s.id, {id}, 'newsletter-issue', 'newsletter', 'Waiting', 0, {now}, {now}
            FROM newsletter_subscriptions s
            WHERE s.project_id IS NOT DISTINCT FROM {issue.ProjectId} AND s.state = 'Confirmed'
                AND (s.email_key IS NOT NULL OR EXISTS (
                    SELECT FROM participations t JOIN people p ON p.id = t.person_id
                    WHERE t.id = s.participation_id
                        AND NOT EXISTS (SELECT FROM newsletter_subscriptions o WHERE o.email_key = p.email_key AND o.project_id = s.project_id AND o.state = 'Confirmed')))
            ON CONFLICT DO NOTHING
            """, ct);
        var leftOut = await LeftOutAsync(issue, db, bounced, ct);
        afterCommit.Do(sender.Wake);
        await transaction.CommitAsync(ct);
        var returned = leftOut.Where(left => left.Reason == NoIssueBecause.MailReturned).Sum(left => left.Count);
        return TypedResults.Ok(new SentIssue(id, recipients - returned, leftOut));
    }

    static async Task<List<LeftOutOfIssue>> LeftOutAsync(
        Issue issue, ParticipantsDb db, BouncedAddresses bounced, CancellationToken ct)
    {
        var states = await db.Subscriptions.Where(s => s.ProjectId == issue.ProjectId && s.State != SubscriptionState.Confirmed)
            .GroupBy(s => s.State).ToDictionaryAsync(of => of.Key, of => of.Count(), ct);
        var addresses = await db.Database.SqlQuery<string>($"""
            SELECT coalesce(s.email, p.email) AS "Value" FROM notifications n
                JOIN newsletter_subscriptions s ON s.id = n.subscription_id
                LEFT JOIN participations t ON t.id = s.participation_id
                LEFT JOIN people p ON p.id = t.person_id
            WHERE n.issue_id = {issue.Id} AND coalesce(s.email, p.email) IS NOT NULL
            """).ToListAsync(ct);
        LeftOutOfIssue[] all =
        [
            new(NoIssueBecause.NotConfirmed, states.GetValueOrDefault(SubscriptionState.Pending)),
            new(NoIssueBecause.Stopped, states.GetValueOrDefault(SubscriptionState.Unsubscribed)),
            new(NoIssueBecause.MailReturned, await bounced.HardAsync(addresses, ct)),
        ];
        return [.. all.Where(left => left.Count > 0)];
    }

    /// <summary>Who has agreed to the newsletter as a participant reads it too, once even when they joined twice.</summary>
    static Task AddConsentingParticipants(ParticipantsDb db, Guid project, DateTimeOffset now, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        INSERT INTO newsletter_subscriptions AS s (id, project_id, participation_id, language, state, said_at, asks, asks_since)
        SELECT gen_random_uuid(), {project}, given.id, given.language, 'Confirmed', given.recorded_at, 0, {now}
        FROM (
            SELECT DISTINCT ON (t.person_id) t.id, p.language, e.recorded_at, e.given
            FROM participations t
            JOIN people p ON p.id = t.person_id
            JOIN LATERAL (
                SELECT c.given, c.recorded_at FROM consent_entries c WHERE c.ledger_id = t.ledger_id AND c.purpose = 'newsletter' ORDER BY c.position DESC LIMIT 1) e ON TRUE
            WHERE t.project_id = {project}
            ORDER BY t.person_id, e.recorded_at DESC) given
        WHERE given.given
        ON CONFLICT (participation_id) WHERE participation_id IS NOT NULL DO UPDATE SET state = 'Confirmed', said_at = excluded.said_at WHERE s.state <> 'Confirmed'
        """, ct);
}
