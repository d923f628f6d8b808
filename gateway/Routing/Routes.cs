using QLab.ServiceDefaults;
using Yarp.ReverseProxy.Configuration;

namespace QLab.Gateway.Routing;

/// <summary>Which address goes to which service. What is not listed is 404.</summary>
static class Routes
{
    /// <summary>The key under which a route names the quota that counts its requests.</summary>
    public const string Quota = "quota";

    public static IReadOnlyList<RouteConfig> All { get; } =
    [
        Route("token", "participants", "/connect/token") with { Order = -1, Metadata = new Dictionary<string, string> { [Quota] = "token" } },
        Route("sign-in", "participants", "/api/participants/v1/sign-in/{**rest}") with { Order = -1, Metadata = new Dictionary<string, string> { [Quota] = "token" } },
        Route("connect", "participants", "/connect/{**rest}"),
        Route("well-known", "participants", "/.well-known/{**rest}"),
        .. PlatformServices.Names.Select(service => Route($"api-{service}", service, $"{PlatformServices.Api(service)}/{{**rest}}")),
        .. PlatformServices.Names.Select(service => Route($"openapi-{service}", service, $"/openapi/{service}.json") with
        {
            Transforms = [new Dictionary<string, string> { ["PathSet"] = "/openapi/v1.json" }],
        }),
    ];

    static RouteConfig Route(string id, string service, string path) => new() { RouteId = id, ClusterId = service, Match = new() { Path = path } };
}
