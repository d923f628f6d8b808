using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Notifications;
using QLab.Participants.Writing;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Newsletter;

sealed record IssueView(Guid Id, Guid? ProjectId, string Subject, string Markdown, string Html, string Language, DateTimeOffset WrittenAt, DateTimeOffset? SentAt)
{
    /// <summary>How far it has got, once it is on its way.</summary>
    public IssueProgress? Progress { get; init; }

    public static IssueView Of(Issue issue) =>
        new(issue.Id, issue.ProjectId, issue.Subject, issue.Markdown, WrittenText.ToHtml(issue.Markdown), issue.Language, issue.WrittenAt, issue.SentAt);
}

/// <param name="Withheld">They stopped it meanwhile, or their address is gone.</param>
/// <param name="Uncertain">A person has to decide: see the notifications.</param>
sealed record IssueProgress(int Recipients, int Waiting, int Sent, int Withheld, int Failed, int Uncertain);

sealed record IssueListItem(Guid Id, Guid? ProjectId, string Subject, DateTimeOffset WrittenAt, DateTimeOffset? SentAt);

static class ReadIssues
{
    public static Task<Page<IssueListItem>> List([AsParameters] Paging paging, Guid? projectId, ParticipantsDb db, CancellationToken ct) =>
        paging.ReadAsync(
            db.Issues.Where(i => projectId == null || i.ProjectId == projectId), i => i.Id,
            i => new IssueListItem(i.Id, i.ProjectId, i.Subject, i.WrittenAt, i.SentAt), ct);

    public static async Task<Results<Ok<IssueView>, ProblemHttpResult>> Get(
        Guid id, HttpContext http, ParticipantsDb db, CancellationToken ct)
    {
        var issue = await db.Issues.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, ct);
        if (issue is null) return Refusal.NotFound("issue").ToProblem();
        http.SetETag(issue.RowVersion);
        return TypedResults.Ok(IssueView.Of(issue) with { Progress = issue.SentAt is null ? null : await ProgressAsync(db, id, ct) });
    }

    static async Task<IssueProgress> ProgressAsync(ParticipantsDb db, Guid issue, CancellationToken ct)
    {
        var counts = await db.Notifications.Where(n => n.IssueId == issue)
            .GroupBy(n => n.State)
            .ToDictionaryAsync(of => of.Key, of => of.Count(), ct);
        return new(
            counts.Values.Sum(), Of(NotificationState.Waiting) + Of(NotificationState.Sending), Of(NotificationState.Sent),
            Of(NotificationState.Withheld), Of(NotificationState.Failed), Of(NotificationState.Uncertain));

        int Of(NotificationState state) => counts.GetValueOrDefault(state);
    }
}
