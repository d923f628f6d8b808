using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Contributions;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Workshops.Commitments;

/// <param name="Questions">What the card asks.</param>
/// <param name="ReturnOn">When cards of this workshop go back, unless their writers choose another day.</param>
/// <param name="Mine">What I have written on it; null before.</param>
sealed record MyCardView(Guid WorkshopId, IReadOnlyList<string> Questions, DateOnly ReturnOn, CommitmentView? Mine);

static class MyCommitment
{
    public static async Task<Results<Ok<MyCardView>, ProblemHttpResult>> Read(
        Guid id, WorkshopsDb db, ClaimsPrincipal user, CancellationToken ct)
    {
        var workshop = await db.Workshops.AsNoTracking()
            .SingleOrDefaultAsync(w => w.Id == id && !w.Draft && db.Participants.Of(user).Any(p => p.ProjectId == w.ProjectId), ct);
        if (workshop is null) return Refusal.NotFound("workshop").ToProblem();
        var card = await db.CardOfAsync(workshop, ct);
        var mine = await db.Commitments.Of(id, user).AsNoTracking().SingleOrDefaultAsync(ct);
        return TypedResults.Ok(new MyCardView(id, card.Questions, card.ReturnOn, mine is null ? null : CommitmentView.Of(mine)));
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> Withdraw(
        Guid id, WorkshopsDb db, ClaimsPrincipal user, IEvents events, TimeProvider time, CancellationToken ct)
    {
        if (await db.Commitments.Of(id, user).SingleOrDefaultAsync(ct) is not { } mine) return Refusal.NotFound("commitment").ToProblem();
        db.Remove(mine);
        events.Publish(new ContributionWithdrawn(
            mine.Id, await db.Workshops.Where(w => w.Id == id).Select(w => w.ProjectId).SingleAsync(ct), "workshops",
            CommitmentEndpoints.Kind,
            mine.Version + 1, time.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    static IQueryable<Commitment> Of(this DbSet<Commitment> commitments, Guid workshopId, ClaimsPrincipal user)
    {
        var mine = user.ParticipantIds();
        return commitments.Where(c => c.WorkshopId == workshopId && c.ParticipantId != null && mine.Contains(c.ParticipantId.Value));
    }
}
