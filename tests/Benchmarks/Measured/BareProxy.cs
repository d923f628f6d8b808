using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;

namespace QLab.Benchmarks.Measured;

/// <summary>The gateway's proxy library with nothing around it: no logs, no traces, no limits, no health, one destination.</summary>
static class BareProxy
{
    public const string Command = "bare-proxy";

    /// <summary>The process itself.</summary>
    public static async Task RunAsync(string destination)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "everything", ClusterId = "service", Match = new() { Path = "/{**path}" } }],
            [new ClusterConfig { ClusterId = "service", Destinations = new Dictionary<string, DestinationConfig> { ["it"] = new() { Address = destination } } }]);
        var app = builder.Build();
        app.MapReverseProxy();
        await OwnProcess.ServeAsync(app);
    }
}
