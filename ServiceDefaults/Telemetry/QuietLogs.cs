using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting;

namespace QLab.ServiceDefaults.Telemetry;

static class QuietLogs
{
    /// <summary>Our own logs from Information, the frameworks' from Warning, unless configuration says otherwise.</summary>
    public static void AddQuietLogs(this IHostApplicationBuilder builder) =>
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>
            {
                ["Logging:LogLevel:Default"] = "Information",
                ["Logging:LogLevel:Microsoft"] = "Warning",
                ["Logging:LogLevel:Npgsql"] = "Warning",
                ["Logging:LogLevel:MassTransit"] = "Warning",
                ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information",
            },
        });
}
