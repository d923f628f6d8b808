using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QLab.ServiceDefaults;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Benchmarks.Measured;

/// <summary>A service made of ServiceDefaults alone, in this process.</summary>
static class MeasuredService
{
    public static async Task<WebApplication> StartAsync(Stage stage, string database, Arrivals arrivals, Action<Consumers>? consumers)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter((_, level) => level >= LogLevel.Warning);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["ConnectionStrings:measured-db"] = database;
        builder.Configuration["ConnectionStrings:messaging"] = stage.Broker;
        builder.Services.AddSingleton(arrivals);
        builder.AddServiceDefaults<MeasuredDb>("measured", consumers);
        var app = builder.Build();
        app.UseServiceDefaults();
        await app.StartAsync();
        await ReadyAsync(app);
        return app;
    }

    static async Task ReadyAsync(WebApplication app)
    {
        using var client = new HttpClient { BaseAddress = new(app.Urls.First()) };
        await Testing.Eventually.Succeeds(async () => (await client.GetAsync("/health")).EnsureSuccessStatusCode());
    }
}
