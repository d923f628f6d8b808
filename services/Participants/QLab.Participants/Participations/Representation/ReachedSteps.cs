using Microsoft.EntityFrameworkCore;

namespace QLab.Participants.Participations.Representation;

static class ReachedSteps
{
    /// <summary>
    /// Notes a step, in whatever order news comes. Somebody who is not known is passed over: they have been erased, and nothing may
    /// name them again.
    /// </summary>
    public static Task ReachAsync(this ParticipantsDb db, Step step, IEnumerable<Guid?> participations, CancellationToken ct)
    {
        Guid[] ids = [.. participations.OfType<Guid>().Distinct()];
        return db.Database.ExecuteSqlAsync($"""
            INSERT INTO participation_steps (participation_id, step)
            SELECT id, {step.ToString()} FROM participations WHERE id = ANY({ids}) ORDER BY id
            ON CONFLICT DO NOTHING
            """, ct);
    }
}
