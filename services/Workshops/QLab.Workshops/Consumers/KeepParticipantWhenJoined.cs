using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Workshops.Consumers;

sealed class KeepParticipantWhenJoined(WorkshopsDb db) : IHandle<ParticipantJoined>
{
    public async Task Handle(IReadOnlyList<ParticipantJoined> events, CancellationToken ct)
    {
        foreach (var joined in events)
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO participants (project_id, id, present, changed_at)
                VALUES ({joined.ProjectId}, {joined.ParticipantId}, true, {joined.OccurredAt.ToUniversalTime()})
                ON CONFLICT (project_id, id) DO UPDATE SET present = true, changed_at = excluded.changed_at
                WHERE participants.changed_at < excluded.changed_at
                """, ct);
    }
}
