using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Surveys.Consumers;

/// <remarks>
/// Leaving may arrive before joining: then nobody is to be asked from the start. An invitation goes whether it was used or not, so that one
/// which stays does not say that somebody has answered. Whoever invites holds the participant's row, so none is missed.
/// </remarks>
sealed class KeepParticipantWhenLeft(SurveysDb db) : IHandle<ParticipantLeft>
{
    public async Task Handle(IReadOnlyList<ParticipantLeft> events, CancellationToken ct)
    {
        foreach (var left in events.OrderBy(left => left.ParticipantId))
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO participants (project_id, id, present, changed_at, perspectives, perspectives_at)
                VALUES ({left.ProjectId}, {left.ParticipantId}, false, {left.OccurredAt.ToUniversalTime()}, {Array.Empty<string>()}, '-infinity')
                ON CONFLICT (project_id, id) DO UPDATE SET
                    present = participants.present AND participants.changed_at > excluded.changed_at,
                    changed_at = greatest(participants.changed_at, excluded.changed_at)
                """, ct);

        Guid[] gone = [.. events.Select(left => left.ParticipantId)];
        await db.Database.ExecuteSqlAsync($"""
            WITH taken_back AS (
                DELETE FROM invitations i USING surveys s, participants p
                WHERE i.participant_id = ANY ({gone}) AND s.id = i.survey_id AND p.project_id = s.project_id AND p.id = i.participant_id AND NOT p.present
                RETURNING i.ballot_id
            )
            DELETE FROM ballots WHERE id IN (SELECT ballot_id FROM taken_back)
            """, ct);
    }
}
