using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Security;
using QLab.TestTeams.Teams;

namespace QLab.TestTeams.Stages;

static class StageEndpoints
{
    public static void MapStages(this RouteGroupBuilder api) =>
        api.MapPost("/teams/{id:guid}/stages", EnterStage.Handle)
            .WithTag("Stages", "The path of a team through the triple diamond.").RequireScope("test-teams:write").ForHosts()
            .WithSummary("Enters the next stage of the triple diamond, or goes back to an earlier one with a reason");
}
