using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Surveys.Consumers;

/// <remarks>Leaving may arrive before joining: then nobody is to be asked from the start.</remarks>
sealed class KeepParticipantWhenLeft(SurveysDb db) : IHandle<ParticipantLeft>
{
    public async Task Handle(IReadOnlyList<ParticipantLeft> events, CancellationToken ct)
    {
        foreach (var left in events)
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO participants (project_id, id, present, changed_at, perspectives, perspectives_at)
                VALUES ({left.ProjectId}, {left.ParticipantId}, false, {left.OccurredAt.ToUniversalTime()}, {Array.Empty<string>()}, '-infinity')
                ON CONFLICT (project_id, id) DO UPDATE SET
                    present = participants.present AND participants.changed_at > excluded.changed_at,
                    changed_at = greatest(participants.changed_at, excluded.changed_at)
                """, ct);
    }
}
