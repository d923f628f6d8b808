using System.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using QLab.ServiceDefaults;
using QLab.ServiceDefaults.Health;
using QLab.ServiceDefaults.Http;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace QLab.Gateway.Routing;

static class UpstreamsExtensions
{
    static readonly TimeSpan SlowestConnect = TimeSpan.FromSeconds(2);

    public static void AddUpstreams(this WebApplicationBuilder builder)
    {
        // Both repeat themselves while a service is away; that its state has changed is logged once, elsewhere.
        builder.Logging.AddFilter("Yarp.ReverseProxy.Health.ActiveHealthCheckMonitor", LogLevel.Error);
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.Critical);
        builder.Services.AddSingleton<IPassiveHealthCheckPolicy, FirstFailureHealthPolicy>();
        var secret = GatewaySecret.Of(builder.Configuration);
        builder.Services.AddReverseProxy()
            .AddTransforms(transforms => ShowSecret(transforms, secret))
            .LoadFromMemory(Routes.All, [.. PlatformServices.Names.Select(service => Upstreams.Cluster(service, builder.Configuration))])
            .ConfigureHttpClient((_, handler) =>
            {
                handler.ConnectTimeout = SlowestConnect;
                // As Kestrel reads them; what is not ASCII would break the connection.
                handler.RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8;
            });

        var checks = builder.Services.AddHealthChecks();
        foreach (var service in PlatformServices.Names)
        {
            builder.Services.AddKeyedSingleton(
                service, (services, _) => new UpstreamCheck(service, services.GetRequiredService<IProxyStateLookup>()));
            checks.Add(new(service, services => services.GetRequiredKeyedService<UpstreamCheck>(service), HealthStatus.Unhealthy, [HealthExtensions.Ready]));
        }
    }

    /// <remarks>Anew on every request, like X-Forwarded-For: a client's own never passes.</remarks>
    static void ShowSecret(TransformBuilderContext transforms, string? secret)
    {
        if (secret is null) transforms.AddRequestHeaderRemove(GatewaySecret.Header);
        else transforms.AddRequestHeader(GatewaySecret.Header, secret, append: false);
    }

    public static void MapUpstreams(this WebApplication app) => app.MapReverseProxy(proxy =>
    {
        proxy.Use(LongerSilence.Allow);
        proxy.Use(RetryOnAnotherDestination.Try);
        proxy.UseLoadBalancing();
        proxy.UsePassiveHealthChecks();
    });
}
