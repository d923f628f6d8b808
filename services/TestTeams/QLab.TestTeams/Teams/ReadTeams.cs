using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;
using QLab.TestTeams.Grants;
using QLab.TestTeams.Organisations;
using QLab.TestTeams.Stages;

namespace QLab.TestTeams.Teams;

static class ReadTeams
{
    public static Task<Page<TeamListItem>> List(
        [AsParameters] Paging paging, Guid? projectId, Guid? organisationId, EnumParameter<Stage>? stage, TestTeamsDb db,
        CancellationToken ct)
    {
        var at = stage?.Value;
        return paging.ReadAsync(
            db.Teams.Where(t => (projectId == null || t.ProjectId == projectId)
                && (organisationId == null || t.HostOrganisationIds.Contains(organisationId.Value))
                && (at == null || t.Stage == at)),
            t => t.Id,
            t => new TeamListItem(
                t.Id, t.ProjectId, t.Name, t.HostOrganisationIds, t.Stage, db.Projects.Any(p => p.Id == t.ProjectId && p.Simulated),
                db.Learnings.Count(l => l.TeamId == t.Id && l.RemovedAt == null),
                db.Grants.Count(g => g.TeamId == t.Id && g.WithdrawnAt == null)),
            ct);
    }

    public static async Task<Results<Ok<TeamView>, ProblemHttpResult>> Get(Guid id, TestTeamsDb db, HttpContext http, CancellationToken ct)
    {
        var team = await db.Teams.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct);
        if (team is null) return Refusal.NotFound("team").ToProblem();

        var simulated = await db.Projects.AnyAsync(p => p.Id == team.ProjectId && p.Simulated, ct);
        var stages = await db.StageEntries.AsNoTracking().Where(e => e.TeamId == id).OrderBy(e => e.Version).ToListAsync(ct);
        var learnings = await db.Learnings.CountAsync(l => l.TeamId == id && l.RemovedAt == null, ct);
        var grants = await db.Grants.AsNoTracking()
            .Where(g => g.TeamId == id && g.WithdrawnAt == null)
            .OrderBy(g => g.AwardedOn)
            .ThenBy(g => g.Id)
            .ToListAsync(ct);
        var organisations = await db.Named([.. team.HostOrganisationIds.Concat(grants.SelectMany(g => g.FunderIds)).Distinct()], ct);

        http.SetETag(team.RowVersion);
        var withNotes =
            http.User.HasScope("test-teams:read") && http.User.MayActIn(team.ProjectId)
            && (http.User.OrganisationId() is not { } own || team.HostOrganisationIds.Contains(own));
        return TypedResults.Ok(TeamView.Of(
            team, [.. organisations.Where(o => team.HostOrganisationIds.Contains(o.Id))], simulated,
            [.. stages.Select(entry => StageView.Of(entry, withNotes))], learnings,
            [.. grants.Select(grant => GrantView.Of(grant, organisations))]));
    }
}

/// <param name="Stage">Where it is on the triple diamond; null before its first stage.</param>
/// <param name="Stages">Every stage it has entered, in order.</param>
/// <param name="Simulated">True when the project's people, and so what the team recorded, are made up.</param>
sealed record TeamView(
    Guid Id, Guid ProjectId, string Name, IReadOnlyList<OrganisationName> Hosts, string? Challenge, Stage? Stage, DateTimeOffset FormedAt,
    bool Simulated, IReadOnlyList<StageView> Stages, int Learnings, IReadOnlyList<GrantView> Grants)
{
    public static TeamView Of(
        Team t, IReadOnlyList<OrganisationName> hosts, bool simulated, IReadOnlyList<StageView> stages, int learnings,
        IReadOnlyList<GrantView> grants) =>
        new(t.Id, t.ProjectId, t.Name, hosts, t.Challenge, t.Stage, t.FormedAt, simulated, stages, learnings, grants);
}

sealed record TeamListItem(
    Guid Id, Guid ProjectId, string Name, IReadOnlyList<Guid> HostOrganisationIds, Stage? Stage, bool Simulated, int Learnings, int Grants);
