using System.Globalization;
using QLab.ServiceDefaults;
using Yarp.ReverseProxy.Configuration;

namespace QLab.Gateway.Routing;

/// <summary>
/// Which address goes to which service; endpoints with limits of their own are taken from the services' descriptions. What is not
/// listed is 404.
/// </summary>
static class Routes
{
    /// <summary>The key under which a route names the quota that counts its requests.</summary>
    public const string Quota = "quota";

    const string Silence = "silence";

    public static IReadOnlyList<RouteConfig> All { get; } =
    [
        Route("connect", "participants", "/connect/{**rest}"),
        Route("well-known", "participants", "/.well-known/{**rest}"),
        .. PlatformServices.Names.Select(service => Route($"api-{service}", service, $"{PlatformServices.Api(service)}/{{**rest}}")),
        .. PlatformServices.Names.Select(service => Route($"openapi-{service}", service, $"/openapi/{service}.json") with
        {
            Transforms = [new Dictionary<string, string> { ["PathSet"] = "/openapi/v1.json" }],
        }),
        .. DescribedLimits.All.Select(endpoint => Route(endpoint)),
    ];

    /// <summary>How long the route's service may be silent, where that is not what the gateway is set to.</summary>
    public static TimeSpan? LongestSilence(RouteConfig route) =>
        route.Metadata?.GetValueOrDefault(Silence) is { } seconds
            ? TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture))
            : null;

    /// <summary>One endpoint apart from the rest of its service.</summary>
    static RouteConfig Route(DescribedLimits endpoint)
    {
        var metadata = new Dictionary<string, string>();
        if (endpoint.Quota is { } quota) metadata[Quota] = quota;
        if (endpoint.TimeoutSeconds is { } seconds) metadata[Silence] = seconds.ToString(CultureInfo.InvariantCulture);
        return new()
        {
            RouteId = $"{endpoint.Service}-{endpoint.Operation}", ClusterId = endpoint.Service, Order = -1,
            Match = new()
            {
                Path = endpoint.Path, Methods = [endpoint.Method],
            }, MaxRequestBodySize = endpoint.MaxBytes, Metadata = metadata,
        };
    }

    static RouteConfig Route(string id, string service, string path) =>
        new() { RouteId = id, ClusterId = service, Match = new() { Path = path } };
}
