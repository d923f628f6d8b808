using System.Diagnostics.Metrics;

namespace QLab.ServiceDefaults.Telemetry;

/// <summary>The meter of the platform's own measures; their names begin with <c>qlab.</c>.</summary>
public static class Measures
{
    /// <summary>Create instruments from it once, in a static field.</summary>
    public static Meter Meter { get; } = new("QLab");
}
