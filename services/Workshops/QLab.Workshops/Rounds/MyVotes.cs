using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Workshops.Rounds;

/// <param name="Voted">Whether I have voted.</param>
sealed record MyRound(
    Guid Id, Guid ProjectId, Guid? WorkshopId, string Title, string Question, RoundMethod Method, IReadOnlyList<RoundItem> Items, int? Dots,
    int? MostOnOne, DateTimeOffset? ClosesAt, DateTimeOffset? ClosedAt, bool Voted);

static class MyVotes
{
    public static Task<Page<MyRound>> Rounds(
        [AsParameters] Paging paging, bool? open, WorkshopsDb db, ClaimsPrincipal user, TimeProvider time, CancellationToken ct)
    {
        var (mine, now) = (user.ParticipantIds(), time.GetUtcNow());
        return paging.ReadAsync(
            db.Rounds.Where(r => r.CancelledAt == null && db.Participants.Of(user).Any(p => p.ProjectId == r.ProjectId)
                && (open == null || (r.ClosedAt == null && (r.ClosesAt == null || r.ClosesAt > now)) == open)),
            r => r.Id,
            r => new MyRound(
                r.Id, r.ProjectId, r.WorkshopId, r.Title, r.Question, r.Method, r.Items, r.Dots, r.MostOnOne, r.ClosesAt, r.ClosedAt,
                db.Votes.Any(v => v.RoundId == r.Id && v.ParticipantId != null && mine.Contains(v.ParticipantId.Value))),
            ct);
    }

    public static async Task<Results<Ok<VoteView>, ProblemHttpResult>> Read(
        Guid id, WorkshopsDb db, ClaimsPrincipal user, CancellationToken ct) =>
        await Of(db, id, user).SingleOrDefaultAsync(ct) is { } vote
            ? TypedResults.Ok(VoteView.Of(vote))
            : Refusal.NotFound("vote").ToProblem();

    public static async Task<Results<NoContent, ProblemHttpResult>> Withdraw(
        Guid id, WorkshopsDb db, ClaimsPrincipal user, IEvents events, TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        var now = time.GetUtcNow();
        if (await db.Rounds.KeptOpenAsync(id, ct) is not { } round) return Refusal.NotFound("round").ToProblem();
        if (await Of(db, id, user).SingleOrDefaultAsync(ct) is not { } vote) return Refusal.NotFound("vote").ToProblem();
        if (!round.TakesVotes(now)) return RoundErrors.Over.ToProblem();
        db.Remove(vote);
        events.TellWithdrawn(vote, round.ProjectId, now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }

    public static async Task<Results<Ok<RoundResult>, ProblemHttpResult>> Result(
        Guid id, WorkshopsDb db, ClaimsPrincipal user, CancellationToken ct) =>
        await db.Rounds.AnyAsync(r => r.Id == id && db.Participants.Of(user).Any(p => p.ProjectId == r.ProjectId), ct)
            ? await ReadRounds.Result(id, db, ct)
            : Refusal.NotFound("round").ToProblem();

    static IQueryable<Vote> Of(WorkshopsDb db, Guid roundId, ClaimsPrincipal user)
    {
        var mine = user.ParticipantIds();
        return db.Votes.Where(v => v.RoundId == roundId && v.ParticipantId != null && mine.Contains(v.ParticipantId.Value));
    }
}
