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
}
