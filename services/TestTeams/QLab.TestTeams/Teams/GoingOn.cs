using Microsoft.EntityFrameworkCore;

namespace QLab.TestTeams.Teams;

static class GoingOn
{
    /// <summary>While its project is open any team works on; after that, those that were given a grant.</summary>
    public static Task<bool> GoesOnAsync(this TestTeamsDb db, Team team, CancellationToken ct) =>
        db.Projects.AnyAsync(
            p => p.Id == team.ProjectId && (!p.Closed || db.Grants.Any(g => g.TeamId == team.Id && g.WithdrawnAt == null)), ct);
}
