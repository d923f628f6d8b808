using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using QLab.ServiceDefaults.Health;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Http.Idempotency;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Messaging.DeadLetters;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Privacy;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;
using QLab.ServiceDefaults.Telemetry;

namespace QLab.ServiceDefaults;

/// <summary>What every service of the platform is made of.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>
    /// Adds telemetry, health, problems, tokens, the API description, the database with its migrations, and messaging with outbox and
    /// inbox.
    /// </summary>
    /// <typeparam name="TDb">The service's database.</typeparam>
    /// <param name="builder">The application's builder.</param>
    /// <param name="service">The service's name as in addresses: <c>test-teams</c>. Its connection string is <c>test-teams-db</c>.</param>
    /// <param name="consumers">Which events the service acts on.</param>
    public static void AddServiceDefaults<TDb>(
        this WebApplicationBuilder builder, string service, Action<Consumers>? consumers = null) where TDb : ServiceDb
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestBody.Largest;
        });
        builder.AddQuietLogs();
        builder.AddTelemetry();
        builder.Services.TryAddSingleton<TimeProvider, StoredTime>();
        builder.Services.AddSingleton(new ServiceName(service));
        builder.Services.AddJson();
        builder.Services.AddProblems();
        builder.Services.AddApiDescription(service, typeof(TDb).Assembly);
        builder.Services.AddTokenValidation(builder.Configuration);
        builder.Services.AddDenyByDefault();
        builder.Services.AddDatabaseAndBrokerChecks();
        builder.AddPersistence<TDb>(service);
        builder.Services.AddPersonalData();
        builder.AddMessaging(service, configured =>
        {
            configured.AnswerForPersonalData();
            consumers?.Invoke(configured);
        });
        BuildTime.DoWithoutServers(builder, service);
    }

    /// <summary>Adds the middleware in its order, and health, API description and dead letters as endpoints.</summary>
    /// <param name="app">The application.</param>
    /// <returns>The group under which the service maps its own endpoints: <c>/api/{service}/v1</c>.</returns>
    public static RouteGroupBuilder UseServiceDefaults(this WebApplication app)
    {
        app.UseForwardedByGateway(GatewaySecret.Of(app.Configuration));
        app.Use(CacheLifetime.Say);
        app.UseExceptionHandler(
            new ExceptionHandlerOptions { SuppressDiagnosticsCallback = context => context.HttpContext.Response.StatusCode < 500 });
        app.UseStatusCodePages();
        app.Use(RequestBody.RefuseUnreadableMediaTypes);
        app.UseRouting();
        app.Use(NoRoute.Answer);
        app.Use(RequestBody.Keep);
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use(QueryParameters.Check);
        app.MapHealth();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();

        var api = app.MapGroup($"{PlatformServices.Api(app.Services.GetRequiredService<ServiceName>().Value)}/v1");
        api.AddEndpointFilterFactory((context, next) =>
        {
            RequestTypes.MustBeValidated(context.MethodInfo, context.ApplicationServices);
            var filter = ActivatorUtilities.CreateInstance<IdempotencyFilter>(context.ApplicationServices);
            return invocation => HttpMethods.IsPost(invocation.HttpContext.Request.Method)
                ? filter.InvokeAsync(invocation, next) : ConditionalReads.AnswerAsync(invocation, next);
        });
        ((IEndpointConventionBuilder)api).Finally(QueryParameters.Learn);
        ((IEndpointConventionBuilder)api).Finally(EveryMemberRequiredAttribute.MustStandOnPut);
        api.MapDeadLetters();
        return api;
    }

    /// <summary>Runs the service, or only its migrations when the arguments say <c>--migrate</c>.</summary>
    /// <param name="app">The application.</param>
    /// <param name="args">The command line.</param>
    public static Task RunOrMigrateAsync(this WebApplication app, string[] args) =>
        args.Contains("--migrate")
            ? app.Services.GetRequiredService<Migrations>().ApplyAsync(CancellationToken.None)
            : app.RunAsync();
}

sealed record ServiceName(string Value);
