using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.TestTeams.Grants;

static class GrantEndpoints
{
    public static void MapGrants(this RouteGroupBuilder api)
    {
        var grants = api.MapGroup("/teams/{id:guid}/grants").WithTag("Grants", "The money that teams were given, and by whom.");
        grants.MapPost("", AwardGrant.Handle).RequireScope("test-teams:write").WithSummary("Records a grant from one or more funders");
        grants.MapGet("{grantId:guid}", ReadGrants.Get).AllowAnonymous().WithSummary("One grant");
        grants.MapPut("{grantId:guid}", CorrectGrant.Handle)
            .RequireScope("test-teams:write")
            .WithSummary("Corrects a grant that was recorded wrongly, with a reason");
        grants.MapPost("{grantId:guid}/withdraw", WithdrawGrant.Handle)
            .RequireScope("test-teams:write")
            .WithSummary("Withdraws a grant, with a reason: it was another team's, or was not given in the end");
        grants.MapGet("{grantId:guid}/changes", ReadGrants.Changes).WithName("listGrantChanges")
            .RequireScope("test-teams:write")
            .WithSummary("What was recorded of a grant before, who corrected it, when and why");
    }
}

static class GrantErrors
{
    public static Refusal Withdrawn => new(410, "grant-withdrawn", "This grant was withdrawn; its changes say why.");
}
