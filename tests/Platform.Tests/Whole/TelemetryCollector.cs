using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace QLab.Platform.Tests.Whole;

/// <summary>Takes OTLP over HTTP and keeps what came, as it came: texts in protobuf are UTF-8 and can be searched for.</summary>
public sealed class TelemetryCollector : IAsyncDisposable
{
    readonly WebApplication app;
    readonly ConcurrentQueue<(string Signal, string Text)> received = new();

    TelemetryCollector(WebApplication app) => this.app = app;

    public string Address => app.Urls.Single();

    public static async Task<TelemetryCollector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new TelemetryCollector(builder.Build());
        collector.app.MapPost("/v1/{signal}", collector.TakeAsync);
        await collector.app.StartAsync();
        return collector;
    }

    /// <summary>How many exports of a signal (<c>traces</c>, <c>metrics</c>, <c>logs</c>) hold this text.</summary>
    public int Count(string signal, string text) =>
        received.Count(r => r.Signal == signal && r.Text.Contains(text, StringComparison.Ordinal));

    /// <summary>What was emitted around these texts, whatever the signal.</summary>
    public IReadOnlyList<string> Naming(params string[] texts)
    {
        var sought = SearchValues.Create(texts, StringComparison.OrdinalIgnoreCase);
        return [.. received.Select(r => (r.Signal, r.Text, At: r.Text.AsSpan().IndexOfAny(sought))).Where(r => r.At >= 0)
            .Select(r => $"{r.Signal}: {r.Text[Math.Max(0, r.At - 80)..Math.Min(r.Text.Length, r.At + 80)]}")];
    }

    async Task TakeAsync(string signal, HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        received.Enqueue((signal, Encoding.UTF8.GetString(body.ToArray())));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
