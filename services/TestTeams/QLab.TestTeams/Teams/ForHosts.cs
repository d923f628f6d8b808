using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.TestTeams.Teams;

static class ForHostsExtensions
{
    /// <summary>
    /// Opens an endpoint of one team, <c>/teams/{id}</c>, to callers bound to an organisation that hosts it; for all others of them
    /// there is no such team.
    /// </summary>
    public static TBuilder ForHosts<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.OpenToOrganisations("the teams that it hosts").AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            if (http.User.OrganisationId() is not { } own) return await next(context);
            var id = Guid.Parse((string)http.GetRouteValue("id")!);
            var hosted = await http.RequestServices.GetRequiredService<TestTeamsDb>().Teams
                .AnyAsync(t => t.Id == id && t.HostOrganisationIds.Contains(own), http.RequestAborted);
            return hosted ? await next(context) : Refusal.NotFound("team").ToProblem();
        });
}
