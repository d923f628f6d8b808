using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;
using QLab.TestTeams.Contracts;
using QLab.TestTeams.Organisations;

namespace QLab.TestTeams.Teams;

/// <param name="Name">What the team is called, once in a project; never a person's name.</param>
[Example("""
    { "projectId": "0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35", "name": "Quiet corridor",
      "hostOrganisationIds": ["0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35"], "challenge": "Light and noise in the corridor at night" }
    """)]
public sealed record FormTeamRequest(
    Guid ProjectId,
    [property: Required, Text(200)] string Name,
    [property: Required, MinLength(1), MaxLength(20)] IReadOnlyList<Guid> HostOrganisationIds)
{
    /// <summary>Your own id for the team, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }

    /// <summary>What the team wants to change; it can be said later.</summary>
    [StringLength(4000, MinimumLength = 1)]
    public string? Challenge { get; init; }
}

static class FormTeam
{
    public static async Task<Results<Created<TeamView>, ValidationProblem, ProblemHttpResult>> Handle(
        FormTeamRequest request, TestTeamsDb db, IEvents events, TimeProvider time, HttpContext http, CancellationToken ct)
    {
        var faults = OrganisationNames.Repeated("/hostOrganisationIds", request.HostOrganisationIds);
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);

        var id = request.Id ?? Guid.CreateVersion7();
        if (await Earlier(db, id, request, ct) is { } earlier) return Refusal.AlreadyExists("team", earlier).ToProblem();

        var project = await db.Projects.SingleOrDefaultAsync(p => p.Id == request.ProjectId, ct);
        if (project?.Title is null) return Refusal.NotKnownHere("project").ToProblem();
        if (project.Closed) return TeamErrors.ProjectClosed.ToProblem();
        var hosts = await db.Named(request.HostOrganisationIds, ct);
        if (hosts.Count < request.HostOrganisationIds.Count) return Refusal.NotKnownHere("organisation").ToProblem();

        var team = new Team
        {
            Id = id, ProjectId = project.Id, Name = request.Name, HostOrganisationIds = request.HostOrganisationIds,
            Challenge = request.Challenge, FormedAt = time.GetUtcNow(),
        };
        db.Teams.Add(team);
        events.Publish(new TeamFormed(id, project.Id, team.Name, team.HostOrganisationIds, team.FormedAt));
        await db.SaveChangesAsync(ct);

        http.SetETag(team.RowVersion);
        return TypedResults.Created($"/api/test-teams/v1/teams/{id}", TeamView.Of(team, hosts, project.Simulated, [], 0, []));
    }

    static Task<Guid?> Earlier(TestTeamsDb db, Guid id, FormTeamRequest request, CancellationToken ct) =>
        db.Teams.Where(t => t.Id == id || (t.ProjectId == request.ProjectId && t.Name == request.Name))
            .Select(t => (Guid?)t.Id).FirstOrDefaultAsync(ct);
}
