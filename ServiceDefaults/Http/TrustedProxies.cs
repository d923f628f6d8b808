using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace QLab.ServiceDefaults.Http;

/// <summary>
/// Believes X-Forwarded-For and -Proto from the networks in <c>TrustedProxies</c> (<c>TrustedProxies__0=10.0.0.0/8</c>) and from nobody
/// else: any client can send these headers, and quotas, limits and the audit log rely on where a request came from
/// (<see cref="ClientAddress"/>). For the gateway; a service believes the gateway (<see cref="GatewaySecret"/>).
/// </summary>
public static class TrustedProxies
{
    /// <summary>Says whom to believe.</summary>
    /// <param name="builder">The application's builder.</param>
    public static void AddTrustedProxies(this IHostApplicationBuilder builder) =>
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            var networks = builder.Configuration.GetSection("TrustedProxies").Get<string[]>() ?? [];
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in networks) options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
            // With an empty list the framework would believe everybody.
            options.ForwardedHeaders = networks.Length == 0
                ? ForwardedHeaders.None
                : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        });

    /// <summary>Comes before everything that asks for the address or the scheme of a request.</summary>
    /// <param name="app">The application.</param>
    /// <remarks>The framework would believe a request without an address, which is in no network.</remarks>
    public static void UseTrustedProxies(this IApplicationBuilder app) =>
        app.UseWhen(http => http.Connection.RemoteIpAddress is not null, known => known.UseForwardedHeaders());
}
