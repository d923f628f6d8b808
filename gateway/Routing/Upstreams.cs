using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;

namespace QLab.Gateway.Routing;

/// <summary>
/// The services behind the gateway and where they listen: <c>services:surveys:http:0</c>, <c>…:1</c> and so on, one for each replica.
/// </summary>
static class Upstreams
{
    public static ClusterConfig Cluster(string service, IConfiguration configuration) => new()
    {
        ClusterId = service,
        LoadBalancingPolicy = "PowerOfTwoChoices",
        Destinations = configuration.GetSection($"services:{service}:http").GetChildren().ToDictionary(
            replica => $"{service}-{replica.Key}", replica => new DestinationConfig { Address = replica.Value! }),
        HttpRequest = new()
        {
            ActivityTimeout = TimeSpan.FromSeconds(configuration.GetValue("Limits:AnswerSeconds", 30)), Version = new(1, 1),
        },
        HealthCheck = new()
        {
            // When every replica looks dead all of them are tried: a refused connection is a quicker answer than a stale verdict.
            AvailableDestinationsPolicy = "HealthyOrPanic",
            Active = new()
            {
                Enabled = true, Path = "/alive", Policy = "ConsecutiveFailures",
                Interval = TimeSpan.FromSeconds(2), Timeout = TimeSpan.FromSeconds(3),
            },
            Passive = new() { Enabled = true, Policy = FirstFailureHealthPolicy.PolicyName },
        },
        // Below its threshold the policy calls a replica healthy that has never answered.
        Metadata = new Dictionary<string, string> { [ConsecutiveFailuresHealthPolicyOptions.ThresholdMetadataName] = "1" },
    };
}
