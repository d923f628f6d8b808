using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Security;

namespace QLab.Publications.Contributions;

static class ContributionEndpoints
{
    public static void MapContributions(this RouteGroupBuilder api)
    {
        var contributions = api.MapGroup("/contributions")
            .WithTag("Contributions", "Everything that was given to a project, until each has an outcome.");
        contributions.MapGet("", ReadContributions.List)
            .RequireScope("publications:read")
            .OpenToCoordinators()
            .WithSummary("What was given, by what became of it")
            .RefusesUnknown<PublicationsDb>(("projectId", (db, _) => db.Projects.Select(p => p.Id)));
        contributions.MapPost("set-aside", SetContributionsAside.Handle)
            .RequireScope("publications:write")
            .WithSummary("Parks contributions, or says that they are not used, with a reason that their givers read");
        contributions.MapPost("take-up", TakeUpContributions.Handle)
            .RequireScope("publications:write")
            .WithSummary("Takes up again what was set aside");
        contributions.MapChanges<Contribution>(SetContributionsAside.Noun).WithName("changesContribution")
            .RequireScope("publications:write")
            .WithSummary("Who set a contribution aside or took it up, when and why");
    }
}
