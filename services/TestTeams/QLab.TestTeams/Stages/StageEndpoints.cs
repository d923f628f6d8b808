using QLab.ServiceDefaults.Security;

namespace QLab.TestTeams.Stages;

static class StageEndpoints
{
    public static void MapStages(this RouteGroupBuilder api) =>
        api.MapPost("/teams/{id:guid}/stages", EnterStage.Handle).WithTags("Stages").RequireScope("test-teams:write")
            .WithSummary("Enters the next stage of the triple diamond, or goes back to an earlier one with a reason");
}
