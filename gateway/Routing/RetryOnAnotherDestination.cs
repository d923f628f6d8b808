using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace QLab.Gateway.Routing;

/// <summary>
/// Tries the next replica when nothing can have happened on the first: no connection came about, or the method only reads (RFC 9110
/// §9.2.1). What could not be delivered anywhere is answered 503, what broke half-way 502: after a 502 the client does not know whether
/// it was done.
/// </summary>
static class RetryOnAnotherDestination
{
    public static async Task Try(HttpContext http, RequestDelegate next)
    {
        var proxy = http.GetReverseProxyFeature();
        var untried = proxy.AvailableDestinations.ToList();
        // Where an orchestrator shares out connections, one address stands for several replicas.
        if (untried is [var only]) untried.Add(only);
        await next(http);

        while (MayTryAgain(http) && untried.Remove(proxy.ProxiedDestination!) && untried.Count > 0)
        {
            http.Features.Set<IForwarderErrorFeature>(null);
            http.Response.StatusCode = StatusCodes.Status200OK;
            proxy.AvailableDestinations = [.. untried];
            await next(http);
        }
        if (http.GetForwarderErrorFeature() is { } failure && !http.Response.HasStarted) await Unavailable.Answer(http, failure);
    }

    static bool MayTryAgain(HttpContext http) =>
        !http.Response.HasStarted
        && http.GetForwarderErrorFeature() is { Error: ForwarderError.Request } failure
        && (Unavailable.WasNeverSent(failure) || IsRepeatable(http.Request));

    static bool IsRepeatable(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && request.ContentLength is null or 0;
}
