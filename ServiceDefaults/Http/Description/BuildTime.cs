using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace QLab.ServiceDefaults.Http.Description;

/// <summary>While the build writes openapi.json the host is started without its background work, so no server needs to be there.</summary>
static class BuildTime
{
    public static bool IsWritingDescription => Assembly.GetEntryAssembly()?.GetName().Name == "GetDocument.Insider";

    /// <summary>Call it after everything else is registered.</summary>
    public static void DoWithoutServers(IHostApplicationBuilder builder, string service)
    {
        if (!IsWritingDescription) return;
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            [$"ConnectionStrings:{service}-db"] = "Host=localhost",
            ["ConnectionStrings:messaging"] = "amqp://localhost",
        });
        builder.Services.RemoveAll<IHostedService>();
    }
}
