using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Scheduling;
using QLab.Workshops.Contracts;

namespace QLab.Workshops.Rounds;

/// <summary>Counts the votes, once: whoever votes at the same moment is counted, or is told that it is too late.</summary>
sealed class CloseRound(WorkshopsDb db, IEvents events, TimeProvider time)
{
    public static Task<Results<Ok<RoundResult>, ProblemHttpResult>> Handle(Guid id, CloseRound closing, CancellationToken ct) =>
        closing.RunAsync(id, ct);

    async Task<Results<Ok<RoundResult>, ProblemHttpResult>> RunAsync(Guid id, CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        if (await db.Rounds.LockedAsync(id, ct) is not { } round) return Refusal.NotFound("round").ToProblem();
        if (round.IsOver) return RoundErrors.Over.ToProblem();
        await CountAsync(round, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(round.Result!);
    }

    /// <summary>The round is locked by the caller.</summary>
    public async Task CountAsync(Round round, CancellationToken ct)
    {
        var votes = await (
            from vote in db.Votes
            where vote.RoundId == round.Id
            from participant in db.Participants.Where(p => p.ProjectId == round.ProjectId && p.Id == vote.ParticipantId).DefaultIfEmpty()
            select new { vote.Choices, Perspectives = (string[]?)participant!.Perspectives }).ToListAsync(ct);
        var others = await db.Participants.CountAsync(
            p => p.ProjectId == round.ProjectId && p.Present && !db.Votes.Any(v => v.RoundId == round.Id && v.ParticipantId == p.Id), ct);

        round.Close(
            RoundResult.Of(round, [.. votes.Select(vote => (vote.Choices, vote.Perspectives ?? []))], others + votes.Count),
            time.GetUtcNow());
        var places = round.Result!.Orders[0].Standings;
        events.Publish(new RoundClosed(
            round.Id, round.ProjectId, round.WorkshopId,
            [.. round.Items.Select((item, at) => new RoundPlace(at + 1, item.ThemeId, item.NoteId, places[at].Place))],
            round.ClosedAt!.Value));
    }
}

/// <summary>Closes rounds whose time is up.</summary>
sealed class CloseEndedRounds(WorkshopsDb db, CloseRound closing) : IDueWork
{
    public static DueRows Rows { get; } =
        new("rounds", "closed_at IS NULL AND cancelled_at IS NULL AND closes_at <= @now", "closes_at");

    public async Task RunAsync(Guid id, CancellationToken ct) =>
        await closing.CountAsync(await db.Rounds.SingleAsync(r => r.Id == id, ct), ct);
}

static class RoundLocks
{
    /// <summary>Keeps votes out until the transaction ends.</summary>
    public static async Task<Round?> LockedAsync(this DbSet<Round> rounds, Guid id, CancellationToken ct) =>
        (await rounds.FromSql($"SELECT *, xmin FROM rounds WHERE id = {id} FOR UPDATE").ToListAsync(ct)).SingleOrDefault();

    /// <summary>Keeps it from being closed until the transaction ends; others vote at the same time.</summary>
    public static async Task<Round?> KeptOpenAsync(this DbSet<Round> rounds, Guid id, CancellationToken ct) =>
        (await rounds.FromSql($"SELECT *, xmin FROM rounds WHERE id = {id} FOR SHARE").AsNoTracking().ToListAsync(ct)).SingleOrDefault();
}
