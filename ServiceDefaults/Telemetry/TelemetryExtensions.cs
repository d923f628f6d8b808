using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace QLab.ServiceDefaults.Telemetry;

/// <summary>Traces, measures and logs over OTLP, from the sources that the frameworks bring themselves.</summary>
public static class TelemetryExtensions
{
    static readonly string[] Sources = ["Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "MassTransit", "Yarp.ReverseProxy", "QLab.*"];

    static readonly string[] Meters =
    [
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting",
        "System.Net.Http", "System.Runtime", "Npgsql", "MassTransit", "Yarp.ReverseProxy", "QLab",
    ];

    /// <summary>
    /// Sends telemetry to <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>; without that variable nothing is collected.
    /// The standard OTEL_* variables set the rest: <c>OTEL_SERVICE_NAME</c>, headers, protocol, sampling.
    /// </summary>
    /// <param name="builder">The host.</param>
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) return;

        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeScopes = true;
            logging.AddOtlpExporter();
        });
        builder.Services.AddSingleton(_ => OpenTelemetrySdk.Create(sdk => sdk
            .ConfigureResource(resource => resource.AddEnvironmentVariableDetector())
            .WithTracing(tracing => tracing.AddSource(Sources).AddOtlpExporter())
            .WithMetrics(metrics => metrics.AddMeter(Meters).AddOtlpExporter())));
        builder.Services.AddHostedService<TelemetryLifetime>();
    }

    sealed class TelemetryLifetime(OpenTelemetrySdk sdk) : IHostedService
    {
        public Task StartAsync(CancellationToken ct) => Task.CompletedTask;

        public Task StopAsync(CancellationToken ct)
        {
            sdk.TracerProvider.ForceFlush(2_000);
            sdk.MeterProvider.ForceFlush(2_000);
            return Task.CompletedTask;
        }
    }
}
