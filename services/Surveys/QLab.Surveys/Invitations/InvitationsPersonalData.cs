using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Surveys.Invitations;

sealed class InvitationsPersonalData(SurveysDb db, Ballots ballots) : IPersonalData
{
    public string Name => "invitations";

    public IReadOnlyList<string> Tables => ["invitations", "ballots", "ballot_tokens", "ballot_stocks"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) => await (
        from invitation in db.Invitations
        join survey in db.Surveys on invitation.SurveyId equals survey.Id
        where subject.Pseudonyms.Contains(invitation.ParticipantId)
        select new { invitation.SurveyId, Survey = survey.Title, invitation.ParticipantId }).ToListAsync(ct);

    public async Task EraseAsync(DataSubject subject, CancellationToken ct) =>
        await ballots.TakeBackAsync(
            await db.Invitations.Where(i => subject.Pseudonyms.Contains(i.ParticipantId)).ToListAsync(ct), ct);
}
