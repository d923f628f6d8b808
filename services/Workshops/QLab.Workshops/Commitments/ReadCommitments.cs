using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Disclosure;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Commitments;

/// <summary>That there is a card, for those who send it back; what it says, and what became of it, are its writer's.</summary>
/// <param name="ParticipantId">Null once they were erased.</param>
/// <param name="Simulated">True when its writer is made up.</param>
sealed record CommitmentListItem(
    Guid Id, Guid? ParticipantId, DateOnly ReturnOn, ReturnBy ReturnBy, DateTimeOffset MadeAt, DateTimeOffset? ReturnedAt, bool Simulated);

/// <summary>
/// What became of the commitments of a workshop. Counts from 1 to 7 are null, and others where those would follow from them.
/// </summary>
/// <param name="Unknown">Those whose writers have not told.</param>
sealed record FollowThrough(int? Made, int? Done, int? Doing, int? Dropped, int? Unknown, bool Simulated);

static class ReadCommitments
{
    public static async Task<Results<Page<CommitmentListItem>, ProblemHttpResult>> List(
        Guid id, [AsParameters] Paging paging, EnumParameter<ReturnBy>? returnBy, bool? returned, DateOnly? dueBy, WorkshopsDb db,
        CancellationToken ct)
    {
        if (await db.IsSimulated(id, ct) is not { } simulated) return Refusal.NotFound("workshop").ToProblem();
        var by = returnBy?.Value;
        return await paging.ReadAsync(
            db.Commitments.Where(c => c.WorkshopId == id && (by == null || c.ReturnBy == by) && (dueBy == null || c.ReturnOn <= dueBy)
                && (returned == null || (c.ReturnedAt != null) == returned)),
            c => c.Id, c => new CommitmentListItem(c.Id, c.ParticipantId, c.ReturnOn, c.ReturnBy, c.MadeAt, c.ReturnedAt, simulated), ct);
    }

    public static async Task<Results<Ok<FollowThrough>, ProblemHttpResult>> Outcomes(Guid id, WorkshopsDb db, CancellationToken ct)
    {
        if (await db.IsSimulated(id, ct) is not { } simulated) return Refusal.NotFound("workshop").ToProblem();
        var counts = await db.Commitments.Where(c => c.WorkshopId == id).GroupBy(c => c.Outcome)
            .Select(same => new { same.Key, Count = same.Count() }).ToListAsync(ct);
        int[] told = [Of(Outcome.Done), Of(Outcome.Doing), Of(Outcome.Dropped), Of(null)];
        var withheld = SmallNumbers.Withheld([new(told.Sum()), .. told.Select(count => new Cell(count))], [new Sum(0, 1, 2, 3, 4)]);
        return TypedResults.Ok(new FollowThrough(
            Shown(0, told.Sum()), Shown(1, told[0]), Shown(2, told[1]), Shown(3, told[2]), Shown(4, told[3]), simulated));

        int Of(Outcome? outcome) => counts.SingleOrDefault(same => same.Key == outcome)?.Count ?? 0;
        int? Shown(int cell, int count) => withheld[cell] ? null : count;
    }
}
