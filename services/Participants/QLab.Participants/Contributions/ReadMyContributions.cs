using System.ComponentModel;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Contributions;

/// <param name="ParticipantId">The pseudonym under which I gave it.</param>
/// <param name="Service">The service that holds it.</param>
/// <param name="Kind">What it is: surveyResponse, workshopNote, groupPost …</param>
/// <param name="Label">One of its kind, as a sentence says it.</param>
/// <param name="Outcome">What became of it so far.</param>
/// <param name="Summary">The same in a sentence.</param>
/// <param name="UsedIn">The publications that rest on it.</param>
/// <param name="Lineage">Where the whole way from it to a publication can be followed.</param>
sealed record MyContribution(
    Guid Id, Guid ProjectId, string ProjectTitle, Guid ParticipantId, string Service, string Kind, string Label, DateTimeOffset GivenAt,
    ContributionOutcome Outcome, string Summary, IReadOnlyList<PublicationOfMine> UsedIn, string Lineage)
{
    public static MyContribution Of(Contribution given, string projectTitle) => new(
        given.Id, given.ProjectId, projectTitle, given.ParticipationId, given.Service!, given.Kind!, given.Label!, given.GivenAt!.Value,
        OutcomeText.Of(given), OutcomeText.Sentence(given), given.UsedIn, $"/api/publications/v1/lineage/contributions/{given.Id}");
}

static class ReadMyContributions
{
    public static Task<Page<MyContribution>> Handle(
        [AsParameters] Paging paging, [Description("Only what was given to this project.")] Guid? projectId,
        HttpContext http, ParticipantsDb db, CancellationToken ct)
    {
        var me = http.User.Myself();
        var mine = db.Contributions.Where(c => c.Label != null && (projectId == null || c.ProjectId == projectId)
            && db.Participations.Any(p => p.Id == c.ParticipationId && p.PersonId == me));
        return paging.ReadAsync(
            mine, c => c.Id, c => MyContribution.Of(c, db.Projects.Where(p => p.Id == c.ProjectId).Select(p => p.Title).Single()), ct);
    }
}
