using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Security;

namespace QLab.TestTeams.Grants;

static class GrantEndpoints
{
    public static void MapGrants(this RouteGroupBuilder api) =>
        api.MapPost("/teams/{id:guid}/grants", AwardGrant.Handle)
            .WithTag("Grants", "The money that teams were given, and by whom.").RequireScope("test-teams:write")
            .WithSummary("Records a grant from one or more funders");
}
