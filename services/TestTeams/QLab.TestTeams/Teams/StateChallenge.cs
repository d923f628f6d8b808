using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;

namespace QLab.TestTeams.Teams;

[Example("""{ "challenge": "Light and noise in the corridor at night" }""")]
public sealed record StateChallengeRequest([property: Required, StringLength(4000)] string Challenge);

static class StateChallenge
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid id, StateChallengeRequest request, IfMatch ifMatch, TestTeamsDb db, HttpContext http, CancellationToken ct)
    {
        var team = await db.Teams.SingleOrDefaultAsync(t => t.Id == id, ct);
        if (team is null) return Refusal.NotFound("team").ToProblem();

        ifMatch.Guard(db, team);
        team.Challenge = request.Challenge;
        await db.SaveChangesAsync(ct);

        http.SetETag(team.RowVersion);
        return TypedResults.NoContent();
    }
}
