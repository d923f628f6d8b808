using QLab.ServiceDefaults.Privacy;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Contributions;

static class ContributionEndpoints
{
    public static void AddContributions(this IServiceCollection services) =>
        services.AddScoped<IPersonalData, ContributionsPersonalData>();

    public static void MapContributions(this RouteGroupBuilder api) =>
        api.MapMe().MapGet("/contributions", ReadMyContributions.Handle).WithName("listMyContributions")
            .WithSummary("Everything I gave, in every service, and what became of it");
}
