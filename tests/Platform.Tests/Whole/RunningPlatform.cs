using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using QLab.ServiceDefaults;
using QLab.Testing;

namespace QLab.Platform.Tests.Whole;

/// <summary>One platform for all tests that need one: starting it takes longer than most of them.</summary>
[CollectionDefinition("One platform")]
public sealed class OnePlatform : ICollectionFixture<RunningPlatform>;

/// <summary>
/// The whole platform as its AppHost describes it, reached as a partner reaches it: through the gateway, with a real token.
/// </summary>
public class RunningPlatform : IAsyncLifetime
{
    static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(8);

    readonly ConcurrentDictionary<string, ResourceEvent> states = new();

    readonly CancellationTokenSource ending = new();

    DistributedApplication? app;
    Task following = Task.CompletedTask;

    /// <summary>A client of the operator, through the gateway.</summary>
    public HttpClient Operator { get; private set; } = null!;

    /// <summary>Somebody without a token, through the gateway.</summary>
    public HttpClient Anybody { get; private set; } = null!;

    /// <summary>Everything that the parts of the platform emit.</summary>
    public TelemetryCollector Telemetry { get; private set; } = null!;

    public DistributedApplication App => app!;

    protected virtual string[] Options => ["--no-seeds"];

    /// <summary>What an operator may configure otherwise.</summary>
    protected virtual Dictionary<string, string> Settings => [];

    public async ValueTask InitializeAsync()
    {
        Telemetry = await TelemetryCollector.StartAsync();
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            ["--ephemeral", "--containers", "false", "--gateway-port", "0", "--dashboard-port", "0", .. Options]);
        foreach (var project in builder.Resources.OfType<ProjectResource>().Select(builder.CreateResourceBuilder))
            project.WithEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", Telemetry.Address)
                .WithEnvironment("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
                .WithEnvironment("OTEL_TRACES_SAMPLER", "always_on")
                .WithEnvironment("OTEL_METRIC_EXPORT_INTERVAL", "5000")
                .WithEnvironment("OTEL_BSP_SCHEDULE_DELAY", "500")
                .WithEnvironment(context =>
                {
                    foreach (var (name, value) in ShortLived.Runtime) context.EnvironmentVariables[name] = value;
                });
        foreach (var (name, value) in Settings) builder.Configuration[name] = value;
        app = await builder.BuildAsync();
        using var patience = new CancellationTokenSource(LongestStart);
        following = FollowAsync();
        await Task.WhenAll(app.StartAsync(patience.Token), StartingAsync());
        // What ends itself meanwhile is started again.
        foreach (var service in Services)
            await app.ResourceNotifications.WaitForResourceHealthyAsync(service, WaitBehavior.WaitOnResourceUnavailable, patience.Token);
        await StartedAsync(patience.Token);

        Anybody = new HttpClient { BaseAddress = app.GetEndpoint("gateway", "http") };
        Operator = new HttpClient { BaseAddress = Anybody.BaseAddress };
        Operator.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync());
    }

    public static IReadOnlyList<string> Services { get; } = ["gateway", .. PlatformServices.Names];

    /// <summary>While the servers and services come up.</summary>
    protected virtual Task StartingAsync() => Task.CompletedTask;

    protected virtual Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    async Task<string> TokenAsync()
    {
        var secret = app!.Services.GetRequiredService<DistributedApplicationModel>().Resources
            .OfType<ParameterResource>()
            .Single(p => p.Name == "operator-secret");
        using var response = await Anybody.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = "operator", ["client_secret"] = (await secret.GetValueAsync(default))!,
        }));
        var body = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue(body);
        return JsonNode.Parse(body)!["access_token"]!.GetValue<string>();
    }

    /// <summary>
    /// Creates something; news that is still on its way between services is waited for, as the problem's Retry-After says.
    /// </summary>
    public async Task<Guid> CreateAsync(string path, object body)
    {
        var id = Guid.Empty;
        await Eventually.Succeeds(async () =>
        {
            using var response = await Operator.PostAsJsonAsync($"/api/{path}", body);
            var json = await response.Content.ReadAsStringAsync();
            response.StatusCode.ShouldBe(System.Net.HttpStatusCode.Created, json);
            id = JsonNode.Parse(json)!["id"]!.GetValue<Guid>();
        });
        return id;
    }

    public async Task<JsonNode> ReadAsync(string path) => JsonNode.Parse(await Operator.GetStringAsync($"/api/{path}"))!;

    /// <summary>Opens a project with an anonymous one-question survey.</summary>
    public async Task<(Guid Project, Guid Survey)> OpenSurveyAsync()
    {
        var project = await CreateAsync("participants/v1/projects", new
        {
            slug = $"p-{Guid.NewGuid():N}"[..20], title = "A project", question = "How can care be improved?",
            startsOn = "2018-09-01", endsOn = "2019-10-31",
        });
        var questionnaire = await CreateAsync("surveys/v1/questionnaires", new
        {
            projectId = project, key = "launch", title = "Launch",
            questions = new[] { new { id = "story", type = "longText", text = "What matters to you?", required = true } },
        });
        return (project, await CreateAsync("surveys/v1/surveys", new
        {
            questionnaireId = questionnaire, title = "Launch", mode = "anonymous",
        }));
    }

    /// <summary>The process of a resource that runs as one; 0 between two lives.</summary>
    public int PidOf(string resource) => PidsOf(resource).ShouldHaveSingleItem(resource);

    /// <summary>The processes of a resource, one a replica, always in the same order.</summary>
    public IReadOnlyList<int> PidsOf(string resource) =>
        [.. states.Values.Where(state => state.Resource.Name == resource).OrderBy(state => state.ResourceId, StringComparer.Ordinal)
            .Select(state => state.Snapshot.Properties.SingleOrDefault(p => p.Name == "executable.pid")?.Value)
            .Select(pid => Convert.ToInt32(pid, CultureInfo.InvariantCulture))];

    async Task FollowAsync()
    {
        try
        {
            await foreach (var change in app!.ResourceNotifications.WatchAsync(ending.Token)) states[change.ResourceId] = change;
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>Kills the process, which may be between two lives just now.</summary>
    public Task KillAsync(string resource) => Eventually.Succeeds(() =>
    {
        Signals.Send("KILL", PidOf(resource));
        return Task.CompletedTask;
    });

    /// <summary>No queue holds a message any more, not even among the dead letters.</summary>
    public async Task QueuesAreEmptyAsync()
    {
        var user = new Uri((await app!.GetConnectionStringAsync("messaging"))!).UserInfo.Split(':').Select(Uri.UnescapeDataString);
        using var http = new HttpClient { BaseAddress = app!.GetEndpoint("messaging", "management") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic",
            Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(string.Join(':', user))));
        await Eventually.Succeeds(async () => JsonNode.Parse(await http.GetStringAsync("/api/queues"))!.AsArray()
            .Where(queue => queue!["messages"]?.GetValue<long>() is not 0).Select(queue => queue!["name"]!.GetValue<string>()).ShouldBeEmpty());
    }

    /// <summary>Lines of any part's output that hold one of these texts.</summary>
    public async Task<IReadOnlyList<string>> LogsNamingAsync(params string[] texts)
    {
        var logs = app!.Services.GetRequiredService<ResourceLoggerService>();
        var lines = new List<string>();
        var parts = app.Services.GetRequiredService<DistributedApplicationModel>().Resources
            .Where(r => Services.Contains(r.Name) || r.Name is "postgres" or "messaging");
        foreach (var part in parts)
            await foreach (var batch in logs.GetAllAsync(part)) lines.AddRange(batch.Select(l => $"{part.Name}: {l.Content}"));
        lines.Count.ShouldBeGreaterThan(20, "the logs are read at all");
        return [.. lines.Where(line => texts.Any(text => line.Contains(text, StringComparison.OrdinalIgnoreCase)))];
    }

    /// <summary>Whatever was done has been told and heard everywhere, so no count changes any more by itself.</summary>
    public async Task HasSettledAsync()
    {
        foreach (var service in Services.Where(s => s != "gateway"))
            await Eventually.Equals(0L, () => CountAsync(service, "SELECT count(*) FROM outbox"));
        await QueuesAreEmptyAsync();
    }

    public async Task<NpgsqlDataSource> DatabaseAsync(string name) => NpgsqlDataSource.Create((await app!.GetConnectionStringAsync(name))!);

    /// <summary>Reads the first column of a service's rows.</summary>
    public async Task<IReadOnlyList<string>> TextsAsync(string service, string sql)
    {
        await using var source = await DatabaseAsync($"{service}-db");
        await using var command = source.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await rows.ReadAsync()) texts.Add(rows.GetString(0));
        return texts;
    }

    /// <summary>Reads a number from a service's database.</summary>
    public async Task<long> CountAsync(string service, string sql)
    {
        await using var source = await DatabaseAsync($"{service}-db");
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        Operator?.Dispose();
        Anybody?.Dispose();
        if (app is not null)
        {
            await ending.CancelAsync();
            await following;
            await app.StopAsync();
            await app.DisposeAsync();
        }
        await Telemetry.DisposeAsync();
        ending.Dispose();
        GC.SuppressFinalize(this);
    }
}
