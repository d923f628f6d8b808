using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Npgsql;
using QLab.Platform.Tests.Engine;
using QLab.Testing;
using Eventually = QLab.Testing.Eventually;

namespace QLab.Platform.Tests.Whole;

/// <summary>The whole platform as its AppHost starts it, reached as a partner reaches it: through the gateway, with a real token.</summary>
public class RunningPlatform : IAsyncLifetime
{
    protected const string Secret = "the-operator-secret-of-the-tests-only";

    ToyStack? stack;
    TestFolder? folder;

    /// <summary>A client of the operator, through the gateway.</summary>
    public HttpClient Operator { get; private set; } = null!;

    /// <summary>Somebody without a token, through the gateway.</summary>
    public HttpClient Anybody { get; private set; } = null!;

    internal ToyStack Stack => stack!;

    protected virtual string[] Options => ["--no-seeds"];

    public virtual async ValueTask InitializeAsync()
    {
        folder = new TestFolder();
        stack = ToyStack.Start(ToyPaths.AppHost, folder, new() { ["Parameters__operator_secret"] = Secret },
            ["--ephemeral", "--gateway-port", "0", .. Options]);
        await stack.ReadyAsync();

        var gateway = new Uri((await stack.RunAsync()).Resource("gateway").Endpoints["http"]);
        Anybody = new HttpClient { BaseAddress = gateway };
        Operator = new HttpClient { BaseAddress = gateway };
        Operator.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync());
    }

    async Task<string> TokenAsync()
    {
        using var response = await Anybody.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = "operator", ["client_secret"] = Secret,
        }));
        var body = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue(body);
        return JsonNode.Parse(body)!["access_token"]!.GetValue<string>();
    }

    /// <summary>Creates something; news that is still on its way between services is waited for, as the problem's Retry-After says.</summary>
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
            slug = $"p-{Guid.NewGuid():N}"[..20], title = "A project", question = "How can care be improved?", startsOn = "2018-09-01", endsOn = "2019-10-31",
        });
        var questionnaire = await CreateAsync("surveys/v1/questionnaires", new
        {
            projectId = project, key = "launch", title = "Launch", questions = new[] { new { id = "story", type = "longText", text = "What matters to you?", required = true } },
        });
        return (project, await CreateAsync("surveys/v1/surveys", new { questionnaireId = questionnaire, title = "Launch", mode = "anonymous" }));
    }

    /// <summary>No queue holds a message any more, not even among the dead letters.</summary>
    public async Task QueuesAreEmptyAsync()
    {
        var messaging = (await stack!.RunAsync()).Resource("messaging");
        var user = new Uri(messaging.ConnectionString!).UserInfo.Split(':').Select(Uri.UnescapeDataString);
        using var http = new HttpClient { BaseAddress = new Uri(messaging.Endpoints["management"]) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(string.Join(':', user))));
        await Eventually.Succeeds(async () => JsonNode.Parse(await http.GetStringAsync("/api/queues"))!.AsArray()
            .Where(queue => queue!["messages"]?.GetValue<long>() is not 0).Select(queue => queue!["name"]!.GetValue<string>()).ShouldBeEmpty());
    }

    /// <summary>Lines of any log of any process that hold one of these texts.</summary>
    public async Task<IReadOnlyList<string>> LogsNamingAsync(params string[] texts)
    {
        var run = await stack!.RunAsync();
        var lines = run.Resources.SelectMany(r => r.Instances).Select(i => i.Log).OfType<string>().Distinct().Where(File.Exists).SelectMany(File.ReadLines).ToList();
        lines.Count.ShouldBeGreaterThan(20, "the logs are read at all");
        return [.. lines.Concat(stack!.Output.Split('\n')).Where(line => texts.Any(text => line.Contains(text, StringComparison.OrdinalIgnoreCase)))];
    }

    public Task<long> CountAsync(string service, string sql) => ScalarAsync($"{service}-db", sql);

    async Task<long> ScalarAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create((await stack!.RunAsync()).Resource(database).ConnectionString!);
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        Operator?.Dispose();
        Anybody?.Dispose();
        if (stack is not null) await stack.DisposeAsync();
        folder?.Dispose();
        GC.SuppressFinalize(this);
    }
}
