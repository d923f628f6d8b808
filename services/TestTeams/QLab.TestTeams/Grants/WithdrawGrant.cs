using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.TestTeams.Contracts;

namespace QLab.TestTeams.Grants;

/// <summary>It counts no more: it was another team's, or was not given in the end.</summary>
static class WithdrawGrant
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid id, Guid grantId, ReasonRequest request, TestTeamsDb db, HttpContext http, IEvents events, TimeProvider time,
        CancellationToken ct)
    {
        var grant = await db.Grants.SingleOrDefaultAsync(g => g.TeamId == id && g.Id == grantId, ct);
        if (grant is null) return Refusal.NotFound("grant").ToProblem();
        if (grant.WithdrawnAt is not null) return GrantErrors.Withdrawn.ToProblem();

        var now = time.GetUtcNow();
        grant.Withdraw(now);
        db.Add(ChangeEntry.Of(Grant.Noun, grantId, grant.Version, "withdrawn", request.Reason, http.User, now));
        var project = await db.Teams.Where(t => t.Id == id).Select(t => t.ProjectId).SingleAsync(ct);
        events.Publish(new GrantWithdrawn(grantId, id, project, grant.Version, grant.AwardedOn, now));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
