using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.TestTeams.Contracts;
using QLab.TestTeams.Teams;

namespace QLab.TestTeams.Stages;

[Example("""{ "stage": "discover", "note": "Ten nights on two wards" }""")]
public sealed record EnterStageRequest(Stage Stage)
{
    /// <summary>Your own id for this step, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }

    [StringLength(4000, MinimumLength = 1)]
    public string? Note { get; init; }

    /// <summary>Why the team goes back; needed then, and only then.</summary>
    [StringLength(1000, MinimumLength = 1)]
    public string? Reason { get; init; }
}

static class EnterStage
{
    public static async Task<Results<Created<StageView>, ProblemHttpResult>> Handle(
        Guid id, EnterStageRequest request, TestTeamsDb db, IEvents events, TimeProvider time, CancellationToken ct)
    {
        var entryId = request.Id ?? Guid.CreateVersion7();
        if (await db.StageEntries.AnyAsync(e => e.Id == entryId, ct)) return Refusal.AlreadyExists("stage entry", entryId).ToProblem();

        var team = await db.Teams.SingleOrDefaultAsync(t => t.Id == id, ct);
        if (team is null) return Refusal.NotFound("team").ToProblem();
        if (!await db.GoesOnAsync(team, ct)) return TeamErrors.NotFunded.ToProblem();
        if (Refuse(team.Stage, request) is { } refusal) return refusal.ToProblem();

        team.Enter(request.Stage);
        var entry = new StageEntry
        {
            Id = entryId, TeamId = id, Version = team.Version, Stage = request.Stage, Note = request.Note, Reason = request.Reason,
            EnteredAt = time.GetUtcNow(),
        };
        db.StageEntries.Add(entry);
        events.Publish(new StageEntered(id, team.ProjectId, team.Version, request.Stage.Name(), entry.EnteredAt));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException or { InnerException: PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } })
        {
            return Refusal.LostRace.ToProblem();
        }
        return TypedResults.Created($"/api/test-teams/v1/teams/{id}", StageView.Of(entry, withNotes: true));
    }

    static Refusal? Refuse(Stage? from, EnterStageRequest request) => TripleDiamond.Between(from, request.Stage) switch
    {
        Step.Skip => StageErrors.Skipped(from),
        Step.Stay => StageErrors.AlreadyThere(request.Stage),
        Step.Back when string.IsNullOrWhiteSpace(request.Reason) => StageErrors.ReasonNeeded(from!.Value, request.Stage),
        Step.Forward when request.Reason is not null => StageErrors.ReasonNotWanted,
        _ => null,
    };
}

/// <param name="Back">True when the team went back to this stage.</param>
/// <param name="Note">Only for callers with the scope test-teams:read, as is the reason.</param>
sealed record StageView(Guid Id, int Version, Stage Stage, DateTimeOffset EnteredAt, bool Back, string? Note, string? Reason)
{
    public static StageView Of(StageEntry e, bool withNotes) => new(
        e.Id, e.Version, e.Stage, e.EnteredAt, e.Reason is not null, withNotes ? e.Note : null, withNotes ? e.Reason : null);
}
