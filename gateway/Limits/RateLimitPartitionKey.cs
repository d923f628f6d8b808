using System.Security.Claims;
using QLab.Gateway.Routing;
using QLab.ServiceDefaults.Http;
using Yarp.ReverseProxy.Model;

namespace QLab.Gateway.Limits;

/// <summary>Whose quota a request is taken from.</summary>
/// <param name="Policy">The quota's name, as the RateLimit headers tell it.</param>
/// <param name="Who">A client's id or an address.</param>
readonly record struct RateLimitPartitionKey(string Policy, string Who)
{
    public const string Anonymous = "anonymous", Client = "client", Token = "token";

    public static RateLimitPartitionKey Of(HttpContext http)
    {
        if (RouteQuota(http) is { } policy) return new(policy, ClientAddress.PrefixOf(http));
        return http.User is { Identity.IsAuthenticated: true } user
            ? new(Client, user.FindFirstValue("client_id") ?? user.FindFirstValue("sub") ?? "")
            : new(Anonymous, ClientAddress.PrefixOf(http));
    }

    static string? RouteQuota(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<RouteModel>()?.Config.Metadata?.GetValueOrDefault(Routes.Quota);
}
