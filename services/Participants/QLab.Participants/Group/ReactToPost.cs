using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Group;

public sealed record ReactRequest(ReactionKind Kind)
{
    /// <summary>False takes the reaction back.</summary>
    public bool Given { get; init; } = true;
}

public sealed record ReportRequest([property: Required, StringLength(1_000, MinimumLength = 3)] string Reason)
{
    /// <summary>Your own id for the report, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }
}

sealed record MadeReport(Guid Id);

static class ReactToPost
{
    public static async Task<Results<NoContent, ProblemHttpResult>> React(
        Guid projectId, Guid postId, ReactRequest request, ParticipantsDb db, GroupCallers callers, CancellationToken ct)
    {
        if (await RefusedAsync(projectId, postId, db, callers, ct) is var (caller, refusal) && refusal is not null)
            return refusal.ToProblem();
        if (caller!.ParticipationId is not { } participation) return GroupErrors.NotAMember.ToProblem();
        var kind = request.Kind.ToString();
        if (request.Given)
            await db.Database.ExecuteSqlAsync($"INSERT INTO group_reactions (post_id, participation_id, kind) VALUES ({postId}, {participation}, {kind}) ON CONFLICT DO NOTHING", ct);
        else await db.Reactions.Where(r => r.PostId == postId && r.ParticipationId == participation && r.Kind == request.Kind)
            .ExecuteDeleteAsync(ct);
        return TypedResults.NoContent();
    }

    public static async Task<Results<Created<MadeReport>, ProblemHttpResult>> Report(
        Guid projectId, Guid postId, ReportRequest request, ParticipantsDb db, GroupCallers callers, TimeProvider time,
        CancellationToken ct)
    {
        if (await RefusedAsync(projectId, postId, db, callers, ct) is var (caller, refusal) && refusal is not null)
            return refusal.ToProblem();
        var id = request.Id ?? Guid.CreateVersion7();
        if (await db.Reports.AnyAsync(r => r.Id == id, ct)) return Refusal.AlreadyExists("report", id).ToProblem();
        if (caller!.ParticipationId is { } reporter
            && await db.Reports.AnyAsync(r => r.PostId == postId && r.ReporterId == reporter && r.SettledAt == null, ct))
            return GroupErrors.AlreadyReported.ToProblem();

        db.Reports.Add(new() { Id = id, ProjectId = projectId, PostId = postId, ReporterId = caller.ParticipationId, Reason = request.Reason, ReportedAt = time.GetUtcNow() });
        await db.SaveChangesAsync(ct);
        return TypedResults.Created((string?)null, new MadeReport(id));
    }

    static async Task<(GroupCaller?, Refusal?)> RefusedAsync(
        Guid projectId, Guid postId, ParticipantsDb db, GroupCallers callers, CancellationToken ct)
    {
        var (caller, refusal) = await callers.WriterAsync(projectId, ct);
        if (caller is null) return (null, refusal);
        return await db.Posts.Where(p => p.Id == postId && p.ProjectId == projectId).Select(p => (PostState?)p.State).SingleOrDefaultAsync(ct) switch
        {
            null => (caller, Refusal.NotFound("post")),
            PostState.Visible => (caller, null),
            _ => (caller, GroupErrors.NotShown),
        };
    }
}
