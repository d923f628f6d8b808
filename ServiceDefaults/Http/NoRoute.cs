using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace QLab.ServiceDefaults.Http;

/// <summary>A request to an address that is not there, or with a method that the address does not take.</summary>
static class NoRoute
{
    /// <remarks>Denying by default would turn a wrong address into 401 and a wrong method into 403.</remarks>
    public static Task Answer(HttpContext http, RequestDelegate next)
    {
        switch (http.GetEndpoint())
        {
            case RouteEndpoint:
                return next(http);
            case { RequestDelegate: { } methodNotAllowed }:
                return methodNotAllowed(http);
            default:
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
        }
    }
}
