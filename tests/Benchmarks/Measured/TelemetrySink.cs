using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace QLab.Benchmarks.Measured;

/// <summary>Takes OTLP over HTTP and throws it away.</summary>
static class TelemetrySink
{
    public const string Command = "telemetry-sink";

    /// <summary>The process itself.</summary>
    public static async Task RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapPost("/v1/{signal}", async (HttpRequest request) => await request.Body.CopyToAsync(Stream.Null));
        await OwnProcess.ServeAsync(app);
    }
}
