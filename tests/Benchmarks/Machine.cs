using System.Diagnostics;
using System.Runtime.InteropServices;

namespace QLab.Benchmarks;

/// <summary>What the figures were measured on.</summary>
static class Machine
{
    public static async Task<string> DescribeAsync()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024 * 1024);
        return $"""
            Machine: {Environment.ProcessorCount} cores shared by load, services and servers; {memory} GB; {RuntimeInformation.OSDescription};
            .NET {Environment.Version}; PostgreSQL {await FirstLine("sh", "-c", "ls /usr/lib/postgresql | tail -1")}; RabbitMQ {await FirstLine("dpkg-query", "-W", "-f=${Version}", "rabbitmq-server")};
            load of others at the start: {await FirstLine("cut", "-d", " ", "-f1-3", "/proc/loadavg")}; {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC

            """;
    }

    static async Task<string> FirstLine(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true })!;
        return (await process.StandardOutput.ReadLineAsync())?.Trim() ?? "unknown";
    }
}
