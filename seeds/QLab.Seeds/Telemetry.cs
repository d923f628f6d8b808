using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace QLab.Seeds;

/// <summary>What the importer sends and how it went, over OTLP where the environment names a receiver.</summary>
sealed partial class Telemetry : IDisposable
{
    readonly OpenTelemetrySdk? sdk;
    readonly ILogger log;

    Telemetry(OpenTelemetrySdk? sdk) => (this.sdk, log) = (sdk, sdk?.GetLoggerFactory().CreateLogger("QLab.Seeds") ?? NullLogger.Instance);

    public static Telemetry Start() => Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is not { Length: > 0 }
        ? new(null)
        : new(OpenTelemetrySdk.Create(sdk => sdk
            .WithTracing(tracing => tracing.AddHttpClientInstrumentation())
            .WithMetrics(metrics => metrics.AddHttpClientInstrumentation().AddRuntimeInstrumentation())
            .WithLogging()
            .UseOtlpExporter()));

    public void Played(TimeSpan elapsed) => Log.Played(log, elapsed.TotalSeconds);

    public void Stopped(string reason) => Log.Stopped(log, reason);

    public void Dispose() => sdk?.Dispose();

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The seeds are in after {Seconds:0.0} s")]
        public static partial void Played(ILogger logger, double seconds);

        [LoggerMessage(LogLevel.Error, "The play stopped: {Reason}")]
        public static partial void Stopped(ILogger logger, string reason);
    }
}
