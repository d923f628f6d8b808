using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace QLab.Gateway.Routing;

/// <summary>Leaves a destination at the first broken connection: YARP's own policy wants ten requests to have failed first.</summary>
sealed class FirstFailureHealthPolicy(IDestinationHealthUpdater health) : IPassiveHealthCheckPolicy
{
    public const string PolicyName = "FirstFailure";

    static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    public string Name => PolicyName;

    public void RequestProxied(HttpContext context, ClusterState cluster, DestinationState destination)
    {
        var error = context.GetForwarderErrorFeature()?.Error;
        if (error is ForwarderError.Request or ForwarderError.RequestBodyDestination or ForwarderError.ResponseBodyDestination)
            health.SetPassive(cluster, destination, DestinationHealth.Unhealthy, Rest);
    }
}
