using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using QLab.Benchmarks.Hostile;
using QLab.ServiceDefaults;

namespace QLab.Benchmarks.Runs;

/// <summary>
/// Sends what no client should send, drawn from the services' own descriptions, at the seeded platform through its gateway. Every answer
/// of the five hundreds is a fault of ours, and is shown with the request that brings it about.
/// </summary>
static partial class HostileRequests
{
    const int Workers = 16, NoAnswer = 599;

    public static async Task Run(Settings settings)
    {
        await using var app = await StartAsync();
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        using var gateway = new HttpClient(handler)
        {
            BaseAddress = app.GetEndpoint("gateway", "http"), Timeout = TimeSpan.FromMinutes(2),
        };
        var targets = await Target.ReadAsync(gateway, PlatformServices.Names);
        var ids = await IdsAsync(gateway, targets, await TokenAsync(app, gateway));
        Console.WriteLine($"{targets.Count} operations, {ids.Count} ids, seed {settings.Seed}");

        var answers = new ConcurrentDictionary<(string Service, int Status), int>();
        var faults = new ConcurrentDictionary<string, string>();
        var left = settings.Requests;
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(async worker =>
        {
            var chance = new Random(settings.Seed * 1000 + worker);
            IReadOnlyList<string?> tokens = [];
            for (var sent = 0; Interlocked.Decrement(ref left) >= 0; sent++)
            {
                if (sent % 2000 == 0) tokens = Tokens(await TokenAsync(app, gateway));
                var attack = Attack.Draw(targets, ids, tokens, chance);
                var (status, text) = await SendAsync(gateway, attack);
                // A connection may just have been ended for what another request sent over it before.
                if (status == NoAnswer) (status, text) = await SendAsync(gateway, attack);
                answers.AddOrUpdate((attack.Target.Service, status), 1, (_, count) => count + 1);
                if (status >= 500) faults.TryAdd($"{status} {attack.Target.Name}", $"{attack}\n    {text}");
            }
        }));

        Print(settings, answers);
        foreach (var (what, how) in faults.OrderBy(fault => fault.Key, StringComparer.Ordinal)) Console.WriteLine($"{what}\n    {how}");
        if (!faults.IsEmpty) throw new InvalidOperationException($"{faults.Count} kinds of requests were answered by a 5xx.");
    }

    static async Task<(int Status, string Text)> SendAsync(HttpClient gateway, Attack attack)
    {
        try
        {
            using var request = attack.ToRequest();
            using var answer = await gateway.SendAsync(request);
            var text = (int)answer.StatusCode >= 500 ? await answer.Content.ReadAsStringAsync() : "";
            return ((int)answer.StatusCode, text);
        }
        // Refused while it was still being sent: the connection ends, and that is an answer as well.
        catch (HttpRequestException e) when (attack.Body?.Length > 100_000)
        {
            return (413, e.Message);
        }
        catch (HttpRequestException e)
        {
            return (NoAnswer, e.InnerException?.Message ?? e.Message);
        }
    }

    static IReadOnlyList<string?> Tokens(string token) =>
        [token, null, "", "x", token[..^5], $"{token}A", token.Replace('.', ' '), Testing.TokenIssuer.ForeignToken("surveys:read"), new('x', 6_000)];

    static async Task<DistributedApplication> StartAsync()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            ["--ephemeral", "--containers", "false", "--gateway-port", "0", "--dashboard-port", "0"]);
        foreach (var project in builder.Resources.OfType<ProjectResource>().Select(builder.CreateResourceBuilder))
            project.WithEnvironment("Limits__Enabled", "false").WithEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", "");
        var app = await builder.BuildAsync();
        await app.StartAsync();
        foreach (var service in (string[])["gateway", .. PlatformServices.Names])
            await app.ResourceNotifications.WaitForResourceHealthyAsync(service, WaitBehavior.WaitOnResourceUnavailable);
        await app.ResourceNotifications.WaitForResourceAsync("seeds", KnownResourceStates.TerminalStates);
        return app;
    }

    static async Task<string> TokenAsync(DistributedApplication app, HttpClient gateway)
    {
        var secret = app.Services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<ParameterResource>()
            .Single(p => p.Name == "operator-secret");
        using var answer = await gateway.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = "operator", ["client_secret"] = (await secret.GetValueAsync(default))!,
        }));
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["access_token"]!.GetValue<string>();
    }

    /// <summary>Ids of what is really there: only they lead into the depth of a service.</summary>
    static async Task<List<string>> IdsAsync(HttpClient gateway, IEnumerable<Target> targets, string token)
    {
        var ids = new HashSet<string> { Guid.NewGuid().ToString() };
        for (var round = 0; round < 2; round++)
            foreach (var target in targets.Where(t => t.Method == HttpMethod.Get))
            {
                var address = Placeholder().Replace(target.Path, _ => ids.ElementAt(Random.Shared.Next(ids.Count)));
                using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Authorization", $"Bearer {token}" } } };
                using var answer = await gateway.SendAsync(request);
                foreach (Match id in Ids().Matches(await answer.Content.ReadAsStringAsync())) ids.Add(id.Value);
            }
        return [.. ids];
    }

    static void Print(Settings settings, IReadOnlyDictionary<(string Service, int Status), int> answers)
    {
        int[] statuses = [.. answers.Keys.Select(key => key.Status).Distinct().Order()];
        var table = new Table($"{settings.Requests} hostile requests", ["service", .. statuses.Select(s => s.ToString(CultureInfo.InvariantCulture))]);
        foreach (var service in PlatformServices.Names)
            table.Add([service, .. statuses.Select(s => answers.GetValueOrDefault((service, s)).ToString(CultureInfo.InvariantCulture))]);
        table.Print();
    }

    [GeneratedRegex("{[^}]*}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Ids();
}
