using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Problems;

namespace QLab.TestTeams.Learnings;

static class ReadLearningChanges
{
    public static async Task<Results<Ok<List<ChangeView>>, ProblemHttpResult>> List(
        Guid id, Guid learningId, TestTeamsDb db, CancellationToken ct) =>
        await db.Learnings.AnyAsync(l => l.TeamId == id && l.Id == learningId, ct)
            ? TypedResults.Ok(await db.ChangesOfAsync(Learning.Noun, learningId, ct))
            : Refusal.NotFound("learning").ToProblem();
}
