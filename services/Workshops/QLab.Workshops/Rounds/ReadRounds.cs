using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Disclosure;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Workshops.Rounds;

/// <param name="Votes">How many have voted; null when that is from 1 to 7, or in a list.</param>
/// <param name="Simulated">True when the people of this project, and so their votes, are made up.</param>
sealed record RoundView(
    Guid Id, Guid ProjectId, Guid? WorkshopId, string Title, string Question, RoundMethod Method, IReadOnlyList<RoundItem> Items, int? Dots,
    int? MostOnOne, DateTimeOffset OpenedAt, DateTimeOffset? ClosesAt, DateTimeOffset? ClosedAt, DateTimeOffset? CancelledAt, int? Votes,
    bool Simulated)
{
    public static RoundView Of(Round r, bool simulated, int? votes = 0) => new(
        r.Id, r.ProjectId, r.WorkshopId, r.Title, r.Question, r.Method, r.Items, r.Dots, r.MostOnOne, r.OpenedAt, r.ClosesAt, r.ClosedAt,
        r.CancelledAt, votes is { } count && SmallNumbers.IsSmall(count) ? null : votes, simulated);
}

static class ReadRounds
{
    public static Task<Page<RoundView>> List(
        [AsParameters] Paging paging, Guid? projectId, Guid? workshopId, ClaimsPrincipal user, WorkshopsDb db, CancellationToken ct) =>
        paging.ReadAsync(
            db.Rounds.OfProjectsOf(user)
                .Where(r => (projectId == null || r.ProjectId == projectId) && (workshopId == null || r.WorkshopId == workshopId)),
            r => r.Id, r => RoundView.Of(r, db.Projects.Any(p => p.Id == r.ProjectId && p.Simulated), null), ct);

    public static async Task<Results<Ok<RoundView>, ProblemHttpResult>> Get(Guid id, WorkshopsDb db, HttpContext http, CancellationToken ct)
    {
        var round = await db.Rounds.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct);
        if (round is null) return Refusal.NotFound("round").ToProblem();
        http.SetETag(round.RowVersion);
        return TypedResults.Ok(RoundView.Of(
            round, await db.Projects.AnyAsync(p => p.Id == round.ProjectId && p.Simulated, ct),
            await db.Votes.CountAsync(v => v.RoundId == id, ct)));
    }

    public static async Task<Results<Ok<RoundResult>, ProblemHttpResult>> Result(Guid id, WorkshopsDb db, CancellationToken ct)
    {
        var round = await db.Rounds.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct);
        if (round is null) return Refusal.NotFound("round").ToProblem();
        if (round.CancelledAt is not null) return RoundErrors.Cancelled.ToProblem();
        return round.Result is { } result ? TypedResults.Ok(result) : RoundErrors.StillOpen.ToProblem();
    }
}
