using QLab.ServiceDefaults.Security;

namespace QLab.TestTeams.Grants;

static class GrantEndpoints
{
    public static void MapGrants(this RouteGroupBuilder api) =>
        api.MapPost("/teams/{id:guid}/grants", AwardGrant.Handle).WithTags("Grants").RequireScope("test-teams:write")
            .WithSummary("Records a grant from one or more funders");
}
