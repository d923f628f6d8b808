using System.Linq.Expressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.Writing;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Group;

sealed record TopicView(Guid Id, string Title, bool Locked, DateTimeOffset StartedAt, int Posts, DateTimeOffset LastPostAt);

sealed record ReactionCount(ReactionKind Kind, int Count, bool Mine);

/// <param name="Author">The name they go by here; absent once they have been erased.</param>
/// <param name="ParticipantId">Who wrote it, for the Lab alone.</param>
/// <param name="Markdown">Absent while the post is not shown, except to its author and to the Lab.</param>
sealed record PostView(
    Guid Id, Guid TopicId, Guid? ReplyTo, string? Author, bool ByLab, bool Mine, Guid? ParticipantId, PostState State, string? Reason,
    string? Markdown, DateTimeOffset WrittenAt, DateTimeOffset? EditedAt)
{
    public string? Html => Markdown is null ? null : WrittenText.ToHtml(Markdown);

    public IReadOnlyList<ReactionCount> Reactions { get; set; } = [];

    /// <summary>What it said before, for the Lab, on the page of the post itself.</summary>
    public IReadOnlyList<string>? FormerTexts { get; set; }
}

static class ReadPosts
{
    public static async Task<Results<Page<TopicView>, ProblemHttpResult>> Topics(
        Guid projectId, [AsParameters] Paging paging, ParticipantsDb db, GroupCallers callers, CancellationToken ct)
    {
        var (caller, refusal) = await callers.ReaderAsync(projectId, ct);
        if (caller is null) return refusal!.ToProblem();
        return await paging.ReadAsync(db.Topics.Where(t => t.ProjectId == projectId), t => t.Id, t => new TopicView(
            t.Id, t.Title, t.Locked, t.StartedAt, db.Posts.Count(p => p.TopicId == t.Id && p.State == PostState.Visible),
            db.Posts.Where(p => p.TopicId == t.Id).Max(p => (DateTimeOffset?)p.WrittenAt) ?? t.StartedAt), ct);
    }

    public static async Task<Results<Page<PostView>, ProblemHttpResult>> List(
        Guid projectId, Guid topicId, [AsParameters] Paging paging, ParticipantsDb db, GroupCallers callers, AuditLog audit,
        CancellationToken ct)
    {
        var (caller, refusal) = await callers.ReaderAsync(projectId, ct);
        if (caller is null) return refusal!.ToProblem();
        if (!await db.Topics.AnyAsync(t => t.Id == topicId && t.ProjectId == projectId, ct)) return Refusal.NotFound("topic").ToProblem();
        var page = await paging.ReadAsync(db.Posts.Where(p => p.TopicId == topicId), p => p.Id, As(caller, db), ct);
        await CompleteAsync(page.Items, caller, db, audit, ct);
        return page;
    }

    public static async Task<Results<Ok<PostView>, ProblemHttpResult>> Get(
        Guid projectId, Guid postId, HttpContext http, ParticipantsDb db, GroupCallers callers, AuditLog audit, CancellationToken ct)
    {
        var (caller, refusal) = await callers.ReaderAsync(projectId, ct);
        if (caller is null) return refusal!.ToProblem();
        var post = db.Posts.Where(p => p.Id == postId && p.ProjectId == projectId);
        if (await post.Select(As(caller, db)).SingleOrDefaultAsync(ct) is not { } view) return Refusal.NotFound("post").ToProblem();
        if (caller.IsLab) view.FormerTexts =
            await db.FormerTexts.Where(t => t.PostId == postId).OrderBy(t => t.Version).Select(t => t.Markdown).ToListAsync(ct);
        http.SetETag(await post.Select(p => p.RowVersion).SingleAsync(ct));
        await CompleteAsync([view], caller, db, audit, ct);
        return TypedResults.Ok(view);
    }

    static Expression<Func<Post, PostView>> As(GroupCaller caller, ParticipantsDb db)
    {
        var (me, lab) = (caller.ParticipationId, caller.IsLab);
        return p => new PostView(
            p.Id, p.TopicId, p.ReplyTo,
            p.ByLab ? "The Lab"
                : db.GroupMembers.Where(m => m.ParticipationId == p.AuthorId).Select(m => m.DisplayName).FirstOrDefault()
                ?? db.People.Where(person => db.Participations.Any(t => t.Id == p.AuthorId && t.PersonId == person.Id)).Select(person => person.Name).FirstOrDefault(),
            p.ByLab, me != null && p.AuthorId == me, lab ? p.AuthorId : null, p.State,
            lab || p.AuthorId == me ? p.Reason : null,
            lab || p.State == PostState.Visible || p.AuthorId == me ? p.Markdown : null, p.WrittenAt, p.EditedAt);
    }

    /// <remarks>Members read what was written for them; when the Lab reads, it is on record.</remarks>
    static async Task CompleteAsync(
        IReadOnlyList<PostView> posts, GroupCaller caller, ParticipantsDb db, AuditLog audit, CancellationToken ct)
    {
        Guid[] ids = [.. posts.Select(p => p.Id)];
        var me = caller.ParticipationId;
        var reactions = await db.Reactions.Where(r => ids.Contains(r.PostId)).GroupBy(r => new { r.PostId, r.Kind })
            .Select(of => new { of.Key.PostId, of.Key.Kind, Count = of.Count(), Mine = of.Any(r => r.ParticipationId == me) }).ToListAsync(ct);
        foreach (var post in posts)
            post.Reactions =
                [.. reactions.Where(r => r.PostId == post.Id).OrderBy(r => r.Kind).Select(r => new ReactionCount(r.Kind, r.Count, r.Mine))];
        if (caller.IsLab) await audit.ReadAsync("group posts", await db.AuditIdsAsync(posts.Select(p => p.ParticipantId), ct), ct);
    }

    /// <summary>Under which ids the audit log knows these participants.</summary>
    public static Task<Guid[]> AuditIdsAsync(this ParticipantsDb db, IEnumerable<Guid?> participations, CancellationToken ct)
    {
        Guid[] ids = [.. participations.OfType<Guid>().Distinct()];
        return db.People.Where(p => db.Participations.Any(t => ids.Contains(t.Id) && t.PersonId == p.Id))
            .Select(p => p.AuditId)
            .ToArrayAsync(ct);
    }
}
