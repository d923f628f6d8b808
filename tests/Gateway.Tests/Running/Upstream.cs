using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace QLab.Gateway.Tests.Running;

/// <summary>
/// A service as the gateway sees it: a server that answers, and can break off, fall silent, stop and come back on its port.
/// </summary>
sealed class Upstream : IAsyncDisposable
{
    WebApplication? app;

    public string Address { get; private set; } = "http://127.0.0.1:0";

    /// <summary>What it says at <c>/alive</c>.</summary>
    public bool IsAlive { get; set; } = true;

    /// <summary>It takes requests and answers them when this is done.</summary>
    public Task Answers { get; set; } = Task.CompletedTask;

    /// <summary>What came in, apart from what the gateway asks for itself.</summary>
    public ConcurrentQueue<Seen> Requests { get; } = new();

    public static async Task<Upstream> StartAsync()
    {
        var upstream = new Upstream();
        await upstream.ComeBackAsync();
        return upstream;
    }

    public async Task ComeBackAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Address)
            .ConfigureKestrel(kestrel => (kestrel.AddServerHeader, kestrel.Limits.MaxRequestBodySize) = (false, null));
        app = builder.Build();
        app.MapGet("/alive", () => Results.StatusCode(IsAlive ? 200 : 503));
        app.MapGet("/.well-known/revocations.json", () => Results.Json(new { revoked = Array.Empty<object>() }));
        app.MapGet("/openapi/v1.json", () => Results.Json(new { openapi = "3.1.1", info = new { title = Address } }));
        app.MapFallback("{**path}", (Delegate)Answer);
        await app.StartAsync();
        Address = app.Urls.Single();
    }

    public async Task StopAsync()
    {
        if (app is null) return;
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await app.StopAsync(atOnce.Token);
        await app.DisposeAsync();
        app = null;
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    async Task<IResult> Answer(HttpContext http)
    {
        var body = await new StreamReader(http.Request.Body).ReadToEndAsync(http.RequestAborted);
        var request = http.Request;
        Requests.Enqueue(new(request.Method, request.Path + request.QueryString, request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString()), body));
        await Answers.WaitAsync(http.RequestAborted);
        switch (request.Path.Value!.Split('/')[^1])
        {
            case "break": http.Abort(); break;
            case "silence": await Task.Delay(Timeout.Infinite, http.RequestAborted); break;
            case "refuse": return Results.Problem("No.", statusCode: 409, type: "urn:qlab:problem:survey-not-open");
        }
        return Results.Text(Address);
    }
}

sealed record Seen(string Method, string Path, Dictionary<string, string> Headers, string Body);
