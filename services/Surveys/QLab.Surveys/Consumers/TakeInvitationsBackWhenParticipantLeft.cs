using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.Surveys.Invitations;

namespace QLab.Surveys.Consumers;

/// <remarks>
/// An invitation goes whether it was used or not, so that one which stays does not say that somebody has answered. Whoever invites
/// holds the participant's row, which keeping that they have left has changed, so none is missed.
/// </remarks>
sealed class TakeInvitationsBackWhenParticipantLeft(SurveysDb db, Ballots ballots) : IHandle<ParticipantLeft>
{
    public async Task Handle(IReadOnlyList<ParticipantLeft> events, CancellationToken ct)
    {
        Guid[] gone = [.. events.Select(left => left.ParticipantId)];
        var invitations = await (
            from invitation in db.Invitations
            join survey in db.Surveys on invitation.SurveyId equals survey.Id
            join participant in db.Participants on
                new { survey.ProjectId, Id = invitation.ParticipantId } equals new { participant.ProjectId, participant.Id }
            where gone.Contains(participant.Id) && !participant.Present
            select invitation).ToListAsync(ct);
        await ballots.TakeBackAsync(invitations, ct);
    }
}
