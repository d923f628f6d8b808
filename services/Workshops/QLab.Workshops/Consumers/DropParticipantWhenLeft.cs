using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Workshops.Consumers;

sealed class DropParticipantWhenLeft(WorkshopsDb db) : IHandle<ParticipantLeft>
{
    public async Task Handle(IReadOnlyList<ParticipantLeft> events, CancellationToken ct)
    {
        foreach (var left in events)
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO participants (project_id, id, present, changed_at)
                VALUES ({left.ProjectId}, {left.ParticipantId}, false, {left.OccurredAt.ToUniversalTime()})
                ON CONFLICT (project_id, id) DO UPDATE SET present = false, changed_at = excluded.changed_at
                WHERE participants.changed_at <= excluded.changed_at
                """, ct);
    }
}
