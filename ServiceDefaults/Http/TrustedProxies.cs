using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace QLab.ServiceDefaults.Http;

/// <summary>Where a request came from, behind the gateway: limits per address and the audit log rely on it.</summary>
static class TrustedProxies
{
    /// <summary>
    /// Believes X-Forwarded-For and -Proto from this machine, and from the networks in <c>TrustedProxies</c> (<c>TrustedProxies__0=10.0.0.0/8</c>):
    /// the gateway sets them anew on each request.
    /// </summary>
    public static void AddTrustedProxies(this IHostApplicationBuilder builder) => builder.Services.Configure<ForwardedHeadersOptions>(options =>
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        foreach (var network in builder.Configuration.GetSection("TrustedProxies").Get<string[]>() ?? []) options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
    });
}
