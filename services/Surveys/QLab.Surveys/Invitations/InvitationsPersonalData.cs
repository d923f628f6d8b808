using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Surveys.Invitations;

sealed class InvitationsPersonalData(SurveysDb db) : IPersonalData
{
    public string Name => "invitations";

    public IReadOnlyList<string> Tables => ["invitations", "ballots", "ballot_tokens"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) => await (
        from invitation in db.Invitations
        join survey in db.Surveys on invitation.SurveyId equals survey.Id
        where subject.Pseudonyms.Contains(invitation.ParticipantId)
        select new { invitation.SurveyId, Survey = survey.Title, invitation.ParticipantId }).ToListAsync(ct);

    /// <remarks>Who may no longer be asked may no longer answer either: an unused ballot goes with its invitation.</remarks>
    public async Task EraseAsync(DataSubject subject, CancellationToken ct)
    {
        await db.Ballots.Where(b => db.Invitations.Any(i => i.BallotId == b.Id && subject.Pseudonyms.Contains(i.ParticipantId)))
            .ExecuteDeleteAsync(ct);
        await db.Invitations.Where(i => subject.Pseudonyms.Contains(i.ParticipantId)).ExecuteDeleteAsync(ct);
    }
}
