using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.AppHost.Tests.Engine;
using QLab.Testing;

namespace QLab.AppHost.Tests.Containers;

/// <summary>PostgreSQL and RabbitMQ as Aspire runs them by itself. Left out where podman or the images are missing.</summary>
public sealed class RunningInContainers : IDisposable
{
    const string Secret = "the-operator-secret-of-the-tests-only";
    static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(4), LongestStop = TimeSpan.FromMinutes(1);

    readonly TestFolder folder = new();

    [Fact]
    public async Task The_platform_works_on_containers_and_leaves_none_behind()
    {
        if (await Podman.MissingAsync() is { } missing) Assert.Skip($"No containers here: {missing}.");
        var before = await Podman.EverythingAsync();

        using var appHost = Start();
        try
        {
            await AskAsync(await ReadyAsync(appHost));
            var started = (await Podman.EverythingAsync()).Except(before);
            started.Count(thing => thing.StartsWith("container ", StringComparison.Ordinal)).ShouldBe(2);
            Signals.Send("TERM", appHost.Id);
            await appHost.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(LongestStop);
        }
        finally
        {
            appHost.Kill(); // the orchestrator cleans up after a killed AppHost, too
        }

        appHost.ExitCode.ShouldBe(0);
        (await Podman.EverythingAsync()).ShouldBeSubsetOf(before);
        await folder.IsLeftAloneAsync();
    }

    public void Dispose() => folder.Dispose();

    Process Start() => Process.Start(new ProcessStartInfo("dotnet",
        [House.AppHost, "--ephemeral", "--no-seeds", "--containers", "true", "--gateway-port", "0", "--dashboard-port", "0"])
    {
        RedirectStandardOutput = true,
        Environment =
        {
            ["TMPDIR"] = folder.Path,
            ["Parameters__operator_secret"] = Secret,
            ["ASPIRE_CONTAINER_RUNTIME"] = "podman",
            [Podman.Setting] = Podman.Settings,
        },
    })!;

    /// <summary>Where the gateway is, as the last line of the start says.</summary>
    static async Task<Uri> ReadyAsync(Process appHost)
    {
        using var patience = new CancellationTokenSource(LongestStart);
        var said = new List<string>();
        while (await appHost.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            said.Add(line);
            if (line.StartsWith("ready in ", StringComparison.Ordinal)) return new Uri(line.Split(" · ")[1]);
        }
        throw new ShouldAssertException($"It ended before it was ready:\n{string.Join('\n', said)}");
    }

    static async Task AskAsync(Uri gateway)
    {
        using var http = new HttpClient { BaseAddress = gateway };
        JsonNode.Parse(await http.GetStringAsync("/health"))!["status"]!.GetValue<string>().ShouldBe("healthy");

        using var granted = await http.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = "operator", ["client_secret"] = Secret,
        }));
        var token = await granted.Content.ReadAsStringAsync();
        granted.StatusCode.ShouldBe(HttpStatusCode.OK, token);
        http.DefaultRequestHeaders.Authorization = new("Bearer", JsonNode.Parse(token)!["access_token"]!.GetValue<string>());

        using var created = await http.PostAsJsonAsync("/api/participants/v1/projects", new
        {
            slug = "sleep", title = "Sleep on hospital wards", question = "How can patients sleep better?",
            startsOn = "2026-09-01", endsOn = "2027-08-31",
        });
        created.StatusCode.ShouldBe(HttpStatusCode.Created, await created.Content.ReadAsStringAsync());
        var project = JsonNode.Parse(await created.Content.ReadAsStringAsync())!["id"]!.GetValue<Guid>();

        // The survey service knows the project when its news has come through the broker.
        await Eventually.Succeeds(async () =>
        {
            using var questionnaire = await http.PostAsJsonAsync("/api/surveys/v1/questionnaires", new
            {
                projectId = project, key = "launch", title = "Launch",
                questions = new[] { new { id = "story", type = "longText", text = "What keeps you awake?", required = true } },
            });
            questionnaire.StatusCode.ShouldBe(HttpStatusCode.Created, await questionnaire.Content.ReadAsStringAsync());
        });
    }
}
