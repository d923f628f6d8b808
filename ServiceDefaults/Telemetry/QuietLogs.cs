using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting;

namespace QLab.ServiceDefaults.Telemetry;

/// <summary>What is worth a line in the log.</summary>
public static class QuietLogs
{
    /// <summary>Our own logs from Information, the frameworks' from Warning, unless configuration says otherwise.</summary>
    /// <param name="builder">The host.</param>
    public static void AddQuietLogs(this IHostApplicationBuilder builder) =>
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>
            {
                ["Logging:LogLevel:Default"] = "Information",
                ["Logging:LogLevel:Microsoft"] = "Warning",
                // What a rule or a race refuses is a 4xx; what nobody expected is logged with the 500 that it becomes.
                ["Logging:LogLevel:Microsoft.EntityFrameworkCore.Update"] = "None",
                ["Logging:LogLevel:Microsoft.EntityFrameworkCore.Query"] = "None",
                ["Logging:LogLevel:Microsoft.EntityFrameworkCore.Database.Command"] = "None",
                ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = "Critical", // every probe would repeat it
                // Request lines hold queries, and a query can hold a name that is looked for.
                ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "Warning",
                ["Logging:LogLevel:Npgsql"] = "Warning",
                ["Logging:LogLevel:Yarp"] = "Warning",
                ["Logging:LogLevel:MassTransit"] = "Warning",
                ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information",
            },
        });
}
