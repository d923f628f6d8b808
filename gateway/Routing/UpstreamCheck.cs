using Microsoft.Extensions.Diagnostics.HealthChecks;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace QLab.Gateway.Routing;

/// <summary>
/// Before a service has been reached once the gateway is not ready. Later a service that is away only degrades it:
/// the others are still served, so the gateway must not be taken out of use.
/// </summary>
sealed class UpstreamCheck(string service, IProxyStateLookup proxy) : IHealthCheck
{
    volatile bool hasBeenReached;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken ct = default) => Task.FromResult(Check());

    HealthCheckResult Check()
    {
        var replicas = proxy.TryGetCluster(service, out var cluster) ? cluster.DestinationsState.AllDestinations : [];
        var reached = replicas.Count(IsReached);
        hasBeenReached |= reached > 0;

        var words = $"{reached} of {replicas.Count} replicas answer.";
        if (reached > 0) return reached == replicas.Count ? HealthCheckResult.Healthy(words) : HealthCheckResult.Degraded(words);
        return hasBeenReached
            ? HealthCheckResult.Degraded("The service is away.")
            : HealthCheckResult.Unhealthy("The service has not been reached yet.");
    }

    static bool IsReached(DestinationState replica) =>
        replica.Health is { Active: DestinationHealth.Healthy, Passive: not DestinationHealth.Unhealthy };
}
