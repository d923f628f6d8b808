using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Surveys.Consumers;

sealed class KeepParticipantWhenJoined(SurveysDb db) : IHandle<ParticipantJoined>
{
    public async Task Handle(IReadOnlyList<ParticipantJoined> events, CancellationToken ct)
    {
        foreach (var joined in events)
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO participants (project_id, id, present, changed_at, perspectives, perspectives_at)
                VALUES ({joined.ProjectId}, {joined.ParticipantId}, true, {joined.OccurredAt.ToUniversalTime()}, {joined.Perspectives.ToArray()}, {joined.OccurredAt.ToUniversalTime()})
                ON CONFLICT (project_id, id) DO UPDATE SET
                    present = participants.present OR participants.changed_at < excluded.changed_at,
                    changed_at = greatest(participants.changed_at, excluded.changed_at),
                    perspectives = CASE WHEN participants.perspectives_at < excluded.perspectives_at THEN excluded.perspectives ELSE participants.perspectives END,
                    perspectives_at = greatest(participants.perspectives_at, excluded.perspectives_at)
                """, ct);
    }
}
