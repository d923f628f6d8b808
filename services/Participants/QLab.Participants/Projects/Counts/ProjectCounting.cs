using Microsoft.EntityFrameworkCore;

namespace QLab.Participants.Projects.Counts;

static class ProjectCounting
{
    /// <summary>
    /// Counts one up (or down) for each mention of a project. Rows are taken in the order of their ids, so that two batches cannot wait
    /// for each other.
    /// </summary>
    public static Task CountAsync(this ParticipantsDb db, Counted what, IEnumerable<Guid> projects, CancellationToken ct, int each = 1)
    {
        Guid[] mentions = [.. projects];
        return db.Database.ExecuteSqlAsync($"""
            INSERT INTO project_counts (project_id, what, value)
            SELECT project_id, {what.ToString()}, {each} * count(*) FROM unnest({mentions}) AS project_id GROUP BY project_id ORDER BY project_id
            ON CONFLICT (project_id, what) DO UPDATE SET value = project_counts.value + excluded.value
            """, ct);
    }

    /// <summary>Adds grants to the teams that were given them, or takes them away.</summary>
    public static Task CountFundedTeamsAsync(
        this ParticipantsDb db, IReadOnlyList<(Guid Project, Guid Team)> grants, int each, CancellationToken ct)
    {
        Guid[] projects = [.. grants.Select(g => g.Project)], teams = [.. grants.Select(g => g.Team)];
        return db.Database.ExecuteSqlAsync($"""
            INSERT INTO funded_teams (project_id, team_id, grants)
            SELECT project_id, team_id, {each} * count(*) FROM unnest({projects}, {teams}) AS given (project_id, team_id)
            GROUP BY project_id, team_id ORDER BY 1, 2
            ON CONFLICT (project_id, team_id) DO UPDATE SET grants = funded_teams.grants + excluded.grants
            """, ct);
    }
}
