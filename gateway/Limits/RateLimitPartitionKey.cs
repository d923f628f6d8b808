using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using QLab.Gateway.Routing;
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
        if (RouteQuota(http) is { } policy) return new(policy, Address(http));
        return http.User is { Identity.IsAuthenticated: true } user
            ? new(Client, user.FindFirstValue("client_id") ?? user.FindFirstValue("sub") ?? "")
            : new(Anonymous, Address(http));
    }

    static string? RouteQuota(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<RouteModel>()?.Config.Metadata?.GetValueOrDefault(Routes.Quota);

    /// <summary>A household has a whole /64 of IPv6 addresses, so that is what counts as one.</summary>
    internal static string Address(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };

    static string Address(HttpContext http) => Address(http.Connection.RemoteIpAddress);
}
