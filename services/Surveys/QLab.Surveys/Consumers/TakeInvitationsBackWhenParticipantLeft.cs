using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Surveys.Consumers;

/// <remarks>
/// An invitation goes whether it was used or not, so that one which stays does not say that somebody has answered. Whoever invites
/// holds the participant's row, which keeping that they have left has changed, so none is missed.
/// </remarks>
sealed class TakeInvitationsBackWhenParticipantLeft(SurveysDb db) : IHandle<ParticipantLeft>
{
    public Task Handle(IReadOnlyList<ParticipantLeft> events, CancellationToken ct)
    {
        Guid[] gone = [.. events.Select(left => left.ParticipantId)];
        return db.Database.ExecuteSqlAsync($"""
            WITH taken_back AS (
                DELETE FROM invitations i USING surveys s, participants p
                WHERE i.participant_id = ANY ({gone}) AND s.id = i.survey_id AND p.project_id = s.project_id AND p.id = i.participant_id AND NOT p.present
                RETURNING i.ballot_id
            )
            DELETE FROM ballots WHERE id IN (SELECT ballot_id FROM taken_back)
            """, ct);
    }
}
