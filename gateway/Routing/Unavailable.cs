using Microsoft.AspNetCore.Mvc;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace QLab.Gateway.Routing;

/// <summary>What a client hears when a service could not answer.</summary>
static class Unavailable
{
    const int RetryAfterSeconds = 2;

    public static bool WasNeverSent(IForwarderErrorFeature failure) =>
        failure.Error == ForwarderError.NoAvailableDestinations
        || failure.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError };

    public static async Task Answer(HttpContext http, IForwarderErrorFeature failure)
    {
        if (WasNeverSent(failure)) http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        if (http.Response.StatusCode < 500) return;

        var service = http.GetReverseProxyFeature().Cluster.Config.ClusterId;
        var problem = new ProblemDetails { Status = http.Response.StatusCode, Detail = Detail(service, http.Response.StatusCode) };
        problem.Extensions["service"] = service;
        problem.Extensions["retryAfter"] = RetryAfterSeconds;
        await http.RequestServices.GetRequiredService<IProblemDetailsService>()
            .WriteAsync(new() { HttpContext = http, ProblemDetails = problem });
    }

    static string Detail(string service, int status) => status switch
    {
        StatusCodes.Status503ServiceUnavailable => $"The {service} service is away for the moment. Nothing was done; try again.",
        StatusCodes.Status504GatewayTimeout => $"The {service} service did not answer in time. It may have done what was asked: with an Idempotency-Key, sending it again is safe.",
        _ => $"The connection to the {service} service broke. It may have done what was asked: with an Idempotency-Key, sending it again is safe.",
    };
}
