using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Problems;

namespace QLab.TestTeams.Teams;

static class ReadTeamChanges
{
    public static async Task<Results<Ok<List<ChangeView>>, ProblemHttpResult>> List(Guid id, TestTeamsDb db, CancellationToken ct) =>
        await db.Teams.AnyAsync(t => t.Id == id, ct)
            ? TypedResults.Ok(await db.ChangesOfAsync(Team.Noun, id, ct))
            : Refusal.NotFound("team").ToProblem();
}
