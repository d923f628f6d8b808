using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace QLab.ServiceDefaults.Telemetry;

/// <summary>Traces, measures and logs over OTLP.</summary>
public static class TelemetryExtensions
{
    static readonly string[] Meters = ["Npgsql", "MassTransit", "Yarp.ReverseProxy", "QLab"];

    /// <summary>
    /// Sends telemetry to <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>; without that variable nothing is collected.
    /// The standard OTEL_* variables set the rest: <c>OTEL_SERVICE_NAME</c>, headers, protocol, intervals.
    /// </summary>
    /// <remarks>A trace begins where somebody asks for something or a message arrives; polling loops and probes make none.</remarks>
    /// <param name="builder">The host.</param>
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) return;

        builder.Logging.AddOpenTelemetry(logging => (logging.IncludeScopes, logging.IncludeFormattedMessage) = (true, true));
        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation().AddMeter(Meters))
            .WithTracing(tracing => tracing
                .SetSampler(new ParentBasedSampler(new AskedFor()))
                .AddAspNetCoreInstrumentation(http => http.Filter = context => !IsProbe(context.Request.Path))
                .AddHttpClientInstrumentation()
                .AddNpgsql()
                .AddSource("MassTransit", "QLab.*"))
            .UseOtlpExporter();
    }

    static bool IsProbe(Microsoft.AspNetCore.Http.PathString path) =>
        path.StartsWithSegments("/health") || path.StartsWithSegments("/alive") || path.StartsWithSegments("/.well-known");

    /// <summary>A query or a call that nobody asked for is a look at the clock: the outbox's, the revocation list's.</summary>
    sealed class AskedFor : Sampler
    {
        public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
            new(samplingParameters.Kind is ActivityKind.Server or ActivityKind.Consumer ? SamplingDecision.RecordAndSample : SamplingDecision.Drop);
    }
}
