using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Rounds;

/// <param name="Choices">The one of the three that the method of the round asks for; null for the others.</param>
[EveryMemberRequired]
[Example("""{ "choices": { "dots": [{ "item": 1, "dots": 3 }, { "item": 2, "dots": 2 }], "ranking": null, "pairs": null } }""")]
public sealed record CastVoteRequest(VoteChoices Choices);

/// <param name="Follow">Where to see what became of this contribution.</param>
sealed record VoteView(Guid Id, Guid RoundId, VoteChoices Choices, DateTimeOffset CastAt, string Follow)
{
    public static VoteView Of(Vote v) => new(v.Id, v.RoundId, v.Choices, v.CastAt, $"/api/publications/v1/lineage/contributions/{v.Id}");
}

/// <summary>One vote a person; casting another changes it.</summary>
sealed class CastVote(WorkshopsDb db, IEvents events, TimeProvider time)
{
    public static Task<Results<Ok<VoteView>, ValidationProblem, ProblemHttpResult>> Mine(
        Guid id, CastVoteRequest request, CastVote casting, WorkshopsDb db, ClaimsPrincipal user, CancellationToken ct) =>
        casting.RunAsync(id, request, round => db.Participants.InAsync(round.ProjectId, user, ct), Refusal.NotFound("round"), ct);

    /// <remarks>For those who put their dots on a wall. What they say is not read back to staff.</remarks>
    public static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> OnBehalf(
        Guid id, Guid participantId, CastVoteRequest request, CastVote casting, WorkshopsDb db, CancellationToken ct) =>
        (await casting.RunAsync(
            id, request,
            round => db.Participants.Where(p => p.ProjectId == round.ProjectId && p.Id == participantId && p.Present)
                .Select(p => (Guid?)p.Id).SingleOrDefaultAsync(ct),
            Refusal.NotKnownHere("participant"), ct)).Result switch
        {
            ValidationProblem faults => faults,
            ProblemHttpResult refused => refused,
            _ => TypedResults.NoContent(),
        };

    async Task<Results<Ok<VoteView>, ValidationProblem, ProblemHttpResult>> RunAsync(
        Guid id, CastVoteRequest request, Func<Round, Task<Guid?>> whose, Refusal isNone, CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        var now = time.GetUtcNow();
        if (await db.Rounds.KeptOpenAsync(id, ct) is not { } round) return Refusal.NotFound("round").ToProblem();
        if (await whose(round) is not { } participant) return isNone.ToProblem();
        if (!round.TakesVotes(now)) return RoundErrors.Over.ToProblem();
        if (await db.Projects.AnyAsync(p => p.Id == round.ProjectId && p.Closed, ct)) return WorkshopErrors.ProjectClosed.ToProblem();
        if (request.Choices.Faults(round) is { Count: > 0 } faults)
            return TypedResults.ValidationProblem(faults.ToDictionary(fault => $"/choices{fault.Key}", fault => fault.Value));

        var vote = await db.Votes.SingleOrDefaultAsync(v => v.RoundId == id && v.ParticipantId == participant, ct);
        if (vote is not null) vote.Change(request.Choices, now);
        else
            db.Add(vote = new()
            {
                Id = Guid.CreateVersion7(), RoundId = id, ParticipantId = participant, Choices = request.Choices, CastAt = now,
            });
        events.TellGiven(vote, round.ProjectId);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(VoteView.Of(vote));
    }
}
