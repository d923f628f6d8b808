using Aspire.Hosting;
using Microsoft.Extensions.Configuration;
using QLab.AppHost.Running;

namespace QLab.TestServers;

/// <summary>The orchestrator of the AppHost for servers that are thrown away.</summary>
public static class OwnServers
{
    /// <summary>With nothing in it yet, and with a folder that goes with it.</summary>
    public static IDistributedApplicationBuilder CreateBuilder()
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            AssemblyName = "QLab.AppHost", DisableDashboard = true,
        });
        ServerPackages.Ensure(builder.Configuration, new Terminal());
        builder.UseRunFolder(ephemeral: true);
        builder.Configuration["DcpPublisher:WaitForResourceCleanup"] = "true";
        builder.Configuration["Logging:LogLevel:Default"] = "Warning";
        return builder;
    }
}
