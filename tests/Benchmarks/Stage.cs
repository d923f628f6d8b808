using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Npgsql;
using QLab.AppHost.Running;
using QLab.AppHost.Servers;
using QLab.Benchmarks.Load;
using QLab.TestServers;

namespace QLab.Benchmarks;

/// <summary>
/// PostgreSQL and RabbitMQ of this run's own, thrown away with it; with services as processes in front where they are asked for.
/// </summary>
sealed class Stage : IAsyncDisposable
{
    readonly IDistributedApplicationBuilder builder = OwnServers.CreateBuilder();
    readonly IResourceBuilder<PostgresServerResource> postgres;
    readonly IResourceBuilder<RabbitMQServerResource> messaging;
    DistributedApplication? app;

    Stage()
    {
        postgres = builder.AddPostgres("postgres").RunAsProcess();
        messaging = builder.AddRabbitMQ("messaging").WithManagementPlugin().RunAsProcess();
        Cable = new(() => messaging.Resource.PrimaryEndpoint.Port);
        Cable.Connect();
    }

    public Cable Cable { get; }

    public string Workshops { get; private set; } = "";

    public NpgsqlDataSource WorkshopsDb { get; private set; } = null!;

    public string Broker { get; private set; } = "";

    public string Surveys { get; private set; } = "";

    public string Gateway { get; private set; } = "";

    public Started SurveysProcess => Started.With($"ASPNETCORE_URLS={Surveys}");

    public Started GatewayProcess => Started.With($"ASPNETCORE_URLS={Gateway}");

    public string SurveysConnection { get; private set; } = "";

    public NpgsqlDataSource SurveysDb { get; private set; } = null!;

    public static async Task<Stage> WithServersAsync()
    {
        var stage = new Stage();
        await stage.StartAsync();
        return stage;
    }

    /// <summary>The surveys service reaches the broker through the cable; the gateway counts nothing.</summary>
    public static async Task<Stage> WithSurveysAsync(string issuer, string jwks, string telemetry = "")
    {
        var stage = new Stage();
        var database = stage.postgres.AddOwnDatabase("surveys-db");
        var surveys = stage.builder.AddProject<Projects.QLab_Surveys>("surveys")
            .WithHttpEndpoint(isProxied: false).RunFromOutput().WithPromptHealthCheck("/health")
            .WithReference(database).WaitFor(database).WaitFor(stage.messaging)
            .WithEnvironment(context => context.EnvironmentVariables["ConnectionStrings__messaging"] = new ThroughCable(stage.messaging.Resource, stage.Cable))
            .WithEnvironment("Auth__Issuer", issuer).WithEnvironment("Auth__Jwks", jwks)
            .WithEnvironment("Ballots__Secret", "the-ballot-secret-of-the-benchmarks")
            .WithEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", telemetry).WithEnvironment("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
        var gateway = stage.builder.AddProject<Projects.QLab_Gateway>("gateway")
            .WithHttpEndpoint(isProxied: false).RunFromOutput().WithPromptHealthCheck("/alive")
            .WithReference(surveys).WaitFor(surveys)
            .WithEnvironment("Limits__Enabled", "false")
            .WithEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", telemetry).WithEnvironment("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");

        await stage.StartAsync();
        stage.Surveys = surveys.GetEndpoint("http").Url;
        stage.Gateway = gateway.GetEndpoint("http").Url;
        stage.SurveysConnection = (await database.Resource.ConnectionStringExpression.GetValueAsync(default))!;
        stage.SurveysDb = Pool(stage.SurveysConnection);
        return stage;
    }

    public static async Task<Stage> WithWorkshopsAsync(string issuer, string jwks)
    {
        var stage = new Stage();
        var database = stage.postgres.AddOwnDatabase("workshops-db");
        var workshops = stage.builder.AddProject<Projects.QLab_Workshops>("workshops")
            .WithHttpEndpoint(isProxied: false).RunFromOutput().WithPromptHealthCheck("/health")
            .WithReference(database).WaitFor(database).WithReference(stage.messaging).WaitFor(stage.messaging)
            .WithEnvironment("Auth__Issuer", issuer).WithEnvironment("Auth__Jwks", jwks);

        await stage.StartAsync();
        stage.Workshops = workshops.GetEndpoint("http").Url;
        stage.WorkshopsDb = Pool((await database.Resource.ConnectionStringExpression.GetValueAsync(default))!);
        return stage;
    }

    /// <returns>The connection string of a new, empty database.</returns>
    public async Task<string> NewDatabaseAsync(string name)
    {
        var server = (await postgres.Resource.ConnectionStringExpression.GetValueAsync(default))!;
        await using var source = NpgsqlDataSource.Create(server);
        await using var create = source.CreateCommand($"CREATE DATABASE \"{name}\"");
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        if (SurveysDb is not null) await SurveysDb.DisposeAsync();
        if (WorkshopsDb is not null) await WorkshopsDb.DisposeAsync();
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
        Cable.Dispose();
    }

    async Task StartAsync()
    {
        app = builder.Build();
        await app.StartAsync();
        var started = builder.Resources.Where(r => r is PostgresServerResource or RabbitMQServerResource or ProjectResource);
        await Task.WhenAll(started.Select(r => app.ResourceNotifications.WaitForResourceHealthyAsync(r.Name)));
        Broker = (await messaging.Resource.ConnectionStringExpression.GetValueAsync(default))!;
    }

    public static NpgsqlDataSource Pool(string connectionString) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxPoolSize = 80, MaxAutoPrepare = 20, NoResetOnClose = true,
        }.ConnectionString);

    sealed class ThroughCable(RabbitMQServerResource server, Cable cable) : IValueProvider
    {
        public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) =>
            new UriBuilder((await server.ConnectionStringExpression.GetValueAsync(cancellationToken))!)
            {
                Host = "127.0.0.1", Port = cable.Port,
            }.ToString();
    }
}
