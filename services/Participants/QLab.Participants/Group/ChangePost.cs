using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Writing;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Group;

public sealed record EditPostRequest([property: Required, Written] string Markdown);

/// <summary>Who wrote a post corrects it for a quarter of an hour, and takes it back at any time.</summary>
static class ChangePost
{
    public static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> Edit(
        Guid projectId, Guid postId, EditPostRequest request, IfMatch ifMatch, HttpContext http,
        ParticipantsDb db, GroupCallers callers, IEvents events, TimeProvider time, CancellationToken ct)
    {
        var (post, refusal) = await OwnAsync(projectId, postId, db, callers, ct);
        if (post is null) return refusal!.ToProblem();
        var now = time.GetUtcNow();
        if (!post.MayBeEdited(now)) return GroupErrors.TooLate.ToProblem();

        ifMatch.Guard(db, post);
        db.FormerTexts.Add(new() { PostId = postId, Version = post.Version, Markdown = post.Markdown! });
        post.Edit(request.Markdown, now);
        events.TellShown(post);
        await db.SaveChangesAsync(ct);
        http.SetETag(post.RowVersion);
        return TypedResults.NoContent();
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> TakeBack(
        Guid projectId, Guid postId, IfMatch ifMatch, ParticipantsDb db, GroupCallers callers, IEvents events, TimeProvider time,
        CancellationToken ct)
    {
        var (post, refusal) = await OwnAsync(projectId, postId, db, callers, ct);
        if (post is null) return refusal!.ToProblem();
        if (post.State is PostState.Withdrawn or PostState.Erased) return GroupErrors.NotShown.ToProblem();

        ifMatch.Guard(db, post);
        post.Withdraw();
        db.FormerTexts.RemoveRange(await db.FormerTexts.Where(t => t.PostId == postId).ToListAsync(ct));
        events.TellRemoved(post, "withdrawn", time.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    static async Task<(Post?, Refusal?)> OwnAsync(
        Guid projectId, Guid postId, ParticipantsDb db, GroupCallers callers, CancellationToken ct)
    {
        var (caller, refusal) = await callers.ReaderAsync(projectId, ct);
        if (caller is null) return (null, refusal);
        var post = await db.Posts.SingleOrDefaultAsync(p => p.Id == postId && p.ProjectId == projectId, ct);
        if (post is null) return (null, Refusal.NotFound("post"));
        return caller.ParticipationId is { } author && post.AuthorId == author ? (post, null) : (null, GroupErrors.NotYours);
    }
}
