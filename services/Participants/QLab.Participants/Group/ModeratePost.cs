using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.Consents;
using QLab.Participants.Notifications;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Group;

public sealed record ModerateRequest([property: Required, Reason] string Reason);

/// <summary>What the Lab does with a post, always with a reason that its author is told.</summary>
sealed class ModeratePost(
    ParticipantsDb db, IHttpContextAccessor accessor, AuditLog audit, NotificationQueue notifications, IEvents events, TimeProvider time)
{
    public static Task<Results<NoContent, ProblemHttpResult>> Hide(Guid projectId, Guid postId, ModerateRequest request, ModeratePost moderation, CancellationToken ct) =>
        moderation.MoveAsync(projectId, postId, PostState.Hidden, [PostState.Visible], "hidden", request.Reason, ct);

    public static Task<Results<NoContent, ProblemHttpResult>> Restore(Guid projectId, Guid postId, ModerateRequest request, ModeratePost moderation, CancellationToken ct) =>
        moderation.MoveAsync(projectId, postId, PostState.Visible, [PostState.Hidden, PostState.Removed], "restored", request.Reason, ct);

    public static Task<Results<NoContent, ProblemHttpResult>> Remove(Guid projectId, Guid postId, ModerateRequest request, ModeratePost moderation, CancellationToken ct) =>
        moderation.MoveAsync(projectId, postId, PostState.Removed, [PostState.Visible, PostState.Hidden], "removed", request.Reason, ct);

    public static async Task<Results<NoContent, ProblemHttpResult>> Dismiss(
        Guid projectId, Guid reportId, ParticipantsDb db, AuditLog audit, TimeProvider time, HttpContext http, CancellationToken ct)
    {
        var report = await db.Reports.SingleOrDefaultAsync(r => r.Id == reportId && r.ProjectId == projectId, ct);
        if (report is null || http.User.OrganisationId() is not null) return Refusal.NotFound("report").ToProblem();
        if (report.SettledAt is not null) return GroupErrors.Settled.ToProblem();
        report.Settle("dismissed", time.GetUtcNow());
        await audit.ChangedAsync("report dismissed", ct, await db.AuditIdsAsync([report.ReporterId], ct));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    async Task<Results<NoContent, ProblemHttpResult>> MoveAsync(
        Guid projectId, Guid postId, PostState to, PostState[] from, string done, string reason, CancellationToken ct)
    {
        if (accessor.HttpContext!.User.OrganisationId() is not null) return GroupErrors.NotAMember.ToProblem();
        var post = await db.Posts.SingleOrDefaultAsync(p => p.Id == postId && p.ProjectId == projectId, ct);
        if (post is null) return Refusal.NotFound("post").ToProblem();
        if (!from.Contains(post.State)) return GroupErrors.NoSuchState.ToProblem();

        var now = time.GetUtcNow();
        post.Moderate(to, reason);
        foreach (var report in await db.Reports.Where(r => r.PostId == postId && r.SettledAt == null).ToListAsync(ct))
            report.Settle(done, now);
        if (to == PostState.Visible) events.TellShown(post);
        else events.TellRemoved(post, done, now);
        if (post.AuthorId is { } author)
            notifications.Add(
                Guid.CreateVersion7(), new(ParticipationId: author), "post-moderated",
                new Dictionary<string, string>
                {
                    ["state"] = to == PostState.Visible ? "shown again" : done, ["state@cy"] = InWelsh(done), ["reason"] = reason,
                }, Purpose.Contact);
        await audit.ChangedAsync($"post {done}", ct, await db.AuditIdsAsync([post.AuthorId], ct));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    static string InWelsh(string done) => done switch
    {
        "hidden" => "wedi'i guddio",
        "removed" => "wedi'i ddileu",
        _ => "yn cael ei ddangos eto",
    };
}
