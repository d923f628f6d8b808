using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.TestTeams.Teams;

static class TeamEndpoints
{
    public static void MapTeams(this RouteGroupBuilder api)
    {
        // Forming teams and awarding grants is the Lab's own work, not an organisation's.
        var teams = api.MapGroup("/teams").WithTag("Teams", "Teams that try something out, and who hosts them.");
        teams.MapPost("", FormTeam.Handle).RequireScope("test-teams:write").WithSummary("Forms a team hosted by one or more organisations");
        teams.MapGet("", ReadTeams.List).AllowAnonymous().WithSummary("Teams and where they are")
            .RefusesUnknown<TestTeamsDb>(("projectId", (db, _) => db.Projects.Select(p => p.Id)));
        teams.MapGet("{id:guid}", ReadTeams.Get).AllowAnonymous().WithSummary("One team: its path, its grants, how much it has learned");
        teams.MapPut("{id:guid}", CorrectTeam.Handle)
            .RequireScope("test-teams:write")
            .WithSummary("Corrects a team's name and its hosts, with a reason");
        teams.MapChanges<Team>(Team.Noun)
            .RequireScope("test-teams:write")
            .WithSummary("What a team was called before and who hosted it, who corrected that, when and why");
        teams.MapPut("{id:guid}/challenge", StateChallenge.Handle)
            .RequireScope("test-teams:write")
            .ForHosts()
            .WithSummary("States what the team wants to change");
    }
}

static class TeamErrors
{
    public static Refusal ProjectClosed => Refusal.Conflict("project-closed", "The project is closed: nothing new is collected for it.");
    public static Refusal NotFunded =>
        Refusal.Conflict("project-closed", "The project is closed: of its teams, those that were given a grant go on.");
}
