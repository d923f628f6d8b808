using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Contributions;

static class ContributionEndpoints
{
    public static void MapContributions(this RouteGroupBuilder api) =>
        api.MapMe().MapGet("/contributions", ReadMyContributions.Handle).WithName("listMyContributions")
            .WithSummary("Everything I gave, in every service, and what became of it");
}
