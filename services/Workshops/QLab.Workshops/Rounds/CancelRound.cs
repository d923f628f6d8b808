using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.Workshops.Rounds;

/// <summary>For a round that was opened by mistake: its votes go, and those who gave them see that they count no more.</summary>
static class CancelRound
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid id, ReasonRequest request, WorkshopsDb db, HttpContext http, IEvents events, TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        if (await db.Rounds.LockedAsync(id, ct) is not { } round) return Refusal.NotFound("round").ToProblem();
        if (round.IsOver) return RoundErrors.Over.ToProblem();

        var now = time.GetUtcNow();
        round.Cancel(now);
        db.Add(ChangeEntry.Of(Round.Noun, id, null, "cancelled", request.Reason, http.User, now));
        var votes = await db.Votes.Where(v => v.RoundId == id).ToListAsync(ct);
        foreach (var vote in votes) events.TellWithdrawn(vote, round.ProjectId, now);
        db.RemoveRange(votes);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}
