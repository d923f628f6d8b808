using System.Diagnostics.Metrics;
using System.Text.Json;

namespace QLab.ServiceDefaults.Telemetry;

/// <summary>The platform's own measures. Their names begin with <c>qlab.</c>, and docs/operations.md lists each of them.</summary>
public static class Measures
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "QLab";

    /// <summary>A value of an enumeration as a tag says it, which is how JSON says it.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="key">The name of the tag.</param>
    /// <param name="value">The value.</param>
    public static KeyValuePair<string, object?> Tag<T>(string key, T value) where T : struct, Enum =>
        new(key, JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));

    /// <summary>The meter of this host.</summary>
    /// <remarks>A class that makes instruments takes the factory in its constructor: that is how a test finds all of them.</remarks>
    /// <param name="meters">The host's factory, which gives the same meter each time.</param>
    public static Meter QLab(this IMeterFactory meters) => meters.Create(MeterName);
}
