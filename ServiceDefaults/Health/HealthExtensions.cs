using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace QLab.ServiceDefaults.Health;

/// <summary><c>/health</c> says whether the service can do its work, <c>/alive</c> only that the process answers.</summary>
public static class HealthExtensions
{
    /// <summary>The tag of checks that <c>/health</c> runs.</summary>
    public const string Ready = "qlab-ready";

    /// <summary>Checks the database and the broker.</summary>
    /// <param name="services">The container.</param>
    public static void AddDatabaseAndBrokerChecks(this IServiceCollection services) => services
        .AddSingleton<BrokerCheck>()
        .AddHealthChecks()
        .AddCheck<DatabaseCheck>("database", tags: [Ready])
        .AddCheck<BrokerCheck>("broker", tags: [Ready]);

    /// <summary>Maps both endpoints, open to everybody: they tell names of parts and their state, nothing else.</summary>
    /// <param name="app">The application.</param>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health", new() { Predicate = check => check.Tags.Contains(Ready), ResponseWriter = Write }).AllowAnonymous();
        app.MapHealthChecks("/alive", new() { Predicate = _ => false, ResponseWriter = Write }).AllowAnonymous();
    }

    static Task Write(HttpContext http, HealthReport report) => http.Response.WriteAsJsonAsync(new
    {
        status = report.Status.ToString().ToLowerInvariant(),
        checks = report.Entries.ToDictionary(e => e.Key, e => new { status = e.Value.Status.ToString().ToLowerInvariant(), e.Value.Description }),
    });
}
