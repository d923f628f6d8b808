using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace QLab.Gateway.Limits;

/// <summary>
/// Believes X-Forwarded-For and -Proto from the networks in <c>TrustedProxies</c> (<c>TrustedProxies__0=10.0.0.0/8</c>) and from nobody else:
/// any client can send these headers, and they decide whose quota is used.
/// </summary>
static class TrustedProxies
{
    const string Setting = "TrustedProxies";

    public static void AddTrustedProxies(this WebApplicationBuilder builder) => builder.Services.Configure<ForwardedHeadersOptions>(options =>
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in Networks(builder.Configuration)) options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
    });

    public static void UseTrustedProxies(this WebApplication app)
    {
        if (Networks(app.Configuration).Length > 0) app.UseForwardedHeaders();
    }

    static string[] Networks(IConfiguration configuration) => configuration.GetSection(Setting).Get<string[]>() ?? [];
}
