using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace QLab.Gateway.Routing;

/// <summary>Waits longer for an answer where the endpoint's own description says so; never shorter than for others.</summary>
static class LongerSilence
{
    public static Task Allow(HttpContext http, RequestDelegate next)
    {
        var proxy = http.GetReverseProxyFeature();
        var request = proxy.Cluster.Config.HttpRequest ?? ForwarderRequestConfig.Empty;
        if (Routes.LongestSilence(proxy.Route.Config) is { } silence && silence > request.ActivityTimeout)
            http.Features.Set<IReverseProxyFeature>(new ReverseProxyFeature
            {
                Route = proxy.Route, AllDestinations = proxy.AllDestinations, AvailableDestinations = proxy.AvailableDestinations,
                Cluster = new(proxy.Cluster.Config with { HttpRequest = request with { ActivityTimeout = silence } }, proxy.Cluster.HttpClient),
            });
        return next(http);
    }
}
