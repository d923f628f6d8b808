using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace QLab.ServiceDefaults.Http;

/// <summary>
/// Where a request came from, past the proxies that are trusted, and what counts as one place: the same for quotas, limits and the audit
/// log.
/// </summary>
public static class ClientAddress
{
    const int Household = 64;

    /// <summary>The address; one of IPv4 that came over a socket of IPv6 is given as IPv4.</summary>
    /// <param name="http">The request.</param>
    /// <returns>Null where there is none, as over a socket of this machine.</returns>
    public static IPAddress? Of(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address ? address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address : null;

    /// <summary>
    /// What is counted as one client. A household has a whole /64 of IPv6 addresses, so all of them are one, and so are all requests
    /// without an address.
    /// </summary>
    /// <param name="http">The request.</param>
    public static string PrefixOf(HttpContext http) => Of(http) switch
    {
        null => "",
        { AddressFamily: AddressFamily.InterNetworkV6 } address => NetworkOf(address).ToString(),
        var address => address.ToString(),
    };

    static IPNetwork NetworkOf(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(Household / 8).Clear();
        return new(new IPAddress(bytes), Household);
    }
}
