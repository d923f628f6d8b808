using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Surveys.Invitations;

sealed class InvitationsPersonalData(SurveysDb db) : IPersonalData
{
    public string Name => "invitations";

    public IReadOnlyList<string> Tables => ["invitations", "ballots", "ballot_tokens"];

    public async Task<object?> ExportAsync(Whose whose, CancellationToken ct) => await (
        from invitation in db.Invitations
        join survey in db.Surveys on invitation.SurveyId equals survey.Id
        where whose.Pseudonyms.Contains(invitation.ParticipantId)
        select new { invitation.SurveyId, Survey = survey.Title, invitation.ParticipantId }).ToListAsync(ct);

    /// <remarks>Who may no longer be asked may no longer answer either: an unused ballot goes with its invitation.</remarks>
    public async Task EraseAsync(Whose whose, CancellationToken ct)
    {
        await db.Ballots.Where(b => db.Invitations.Any(i => i.BallotId == b.Id && whose.Pseudonyms.Contains(i.ParticipantId))).ExecuteDeleteAsync(ct);
        await db.Invitations.Where(i => whose.Pseudonyms.Contains(i.ParticipantId)).ExecuteDeleteAsync(ct);
    }
}
