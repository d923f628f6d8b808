using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;
using QLab.TestTeams.Contracts;
using QLab.TestTeams.Organisations;

namespace QLab.TestTeams.Teams;

/// <param name="Name">What the team is called, once in a project; never a person's name.</param>
/// <param name="HostOrganisationIds">All that host it.</param>
/// <param name="Reason">Why it was not right, or is not so any more.</param>
[EveryMemberRequired]
[Example("""
    { "name": "Quiet corridor", "hostOrganisationIds": ["0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35"],
      "reason": "The second hospital has left the team." }
    """)]
public sealed record CorrectTeamRequest(
    [property: Required, Text(200)] string Name,
    [property: Required, MinLength(1), MaxLength(20)] IReadOnlyList<Guid> HostOrganisationIds,
    [property: Required, Reason] string Reason);

static class CorrectTeam
{
    public static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, CorrectTeamRequest request, IfMatch ifMatch, TestTeamsDb db, IEvents events, TimeProvider time, HttpContext http,
        CancellationToken ct)
    {
        var faults = OrganisationNames.Repeated("/hostOrganisationIds", request.HostOrganisationIds);
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);

        var team = await db.Teams.SingleOrDefaultAsync(t => t.Id == id, ct);
        if (team is null) return Refusal.NotFound("team").ToProblem();
        var namesake = await db.Teams.Where(t => t.ProjectId == team.ProjectId && t.Name == request.Name && t.Id != id)
            .Select(t => (Guid?)t.Id).FirstOrDefaultAsync(ct);
        if (namesake is { } there) return Refusal.AlreadyExists("team", there).ToProblem();
        if ((await db.Named(request.HostOrganisationIds, ct)).Count < request.HostOrganisationIds.Count)
            return Refusal.NotKnownHere("organisation").ToProblem();

        ifMatch.Guard(db, team);
        var (now, before) = (time.GetUtcNow(), new { team.Name, team.HostOrganisationIds });
        team.Correct(request.Name, request.HostOrganisationIds);
        db.Add(ChangeEntry.Of(Team.Noun, id, version: null, "corrected", request.Reason, http.User, now, before));
        events.Publish(new TeamCorrected(id, team.ProjectId, team.Name, team.HostOrganisationIds, now));
        await db.SaveChangesAsync(ct);

        http.SetETag(team.RowVersion);
        return TypedResults.NoContent();
    }
}
