using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Participants.Contracts;
using QLab.Testing;
using QLab.TestTeams.Tests;

[assembly: AssemblyFixture(typeof(TestTeamsApp))]

namespace QLab.TestTeams.Tests;

/// <summary>The test-teams service, told of projects and organisations as the participants service would.</summary>
public class TestTeamsApp() : ServiceApp<Program>("test-teams")
{
    public const string AllScopes = "test-teams:read test-teams:write platform:operate";

    public async Task<Guid> KnownProjectAsync()
    {
        var id = Guid.NewGuid();
        await using var participants = await AnotherServiceAsync();
        await participants.PublishAsync(
            new ProjectOpened(id, 1, $"p-{id}", "A project", new(2018, 9, 1), new(2019, 10, 31), true, DateTimeOffset.UtcNow));
        await Eventually.Equals(1L, () => ScalarAsync<long>($"SELECT count(*) FROM projects WHERE id = '{id}' AND title IS NOT NULL"));
        return id;
    }

    public async Task CloseAsync(Guid project)
    {
        await using var participants = await AnotherServiceAsync();
        await participants.PublishAsync(new ProjectClosed(project, 2, DateTimeOffset.UtcNow));
        await Eventually.Equals(true, () => ScalarAsync<bool>($"SELECT closed FROM projects WHERE id = '{project}'"));
    }

    public async Task<Guid> KnownOrganisationAsync(string name = "Keele University")
    {
        var id = Guid.NewGuid();
        await using var participants = await AnotherServiceAsync();
        await participants.PublishAsync(new OrganisationRegistered(id, name, "university", null, DateTimeOffset.UtcNow));
        await Eventually.Equals(1L, () => ScalarAsync<long>($"SELECT count(*) FROM organisations WHERE id = '{id}'"));
        return id;
    }

    /// <summary>A team of one organisation that has entered these stages.</summary>
    public async Task<Guid> FormedAsync(Guid? project = null, params string[] stages)
    {
        using var staff = Client(AllScopes);
        var team = await CreatedAsync(staff, "teams", new { projectId = project ?? await KnownProjectAsync(), name = $"Team {Guid.NewGuid()}", hostOrganisationIds = new[] { await KnownOrganisationAsync() } });
        foreach (var stage in stages) await CreatedAsync(staff, $"teams/{team}/stages", new { stage });
        return team;
    }

    /// <summary>Gives the team a grant.</summary>
    public async Task FundAsync(Guid team)
    {
        using var staff = Client(AllScopes);
        await CreatedAsync(
            staff, $"teams/{team}/grants", new { funderIds = new[] { await KnownOrganisationAsync() }, awardedOn = "2019-11-01" });
    }

    public async Task<HttpResponseMessage> PostAsync(string path, object body)
    {
        using var staff = Client(AllScopes);
        return await staff.PostAsJsonAsync($"/api/test-teams/v1/{path}", body);
    }

    public async Task<JsonNode> ReadAsync(string path, string? scope = null)
    {
        using var reader = scope is null ? Anonymous() : Client(scope);
        return JsonNode.Parse(await reader.GetStringAsync($"/api/test-teams/v1/{path}"))!;
    }

    public static async Task<Guid> CreatedAsync(HttpClient client, string path, object body)
    {
        using var response = await client.PostAsJsonAsync($"/api/test-teams/v1/{path}", body);
        var json = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.Created, json);
        return JsonNode.Parse(json)!["id"]!.GetValue<Guid>();
    }

    /// <summary>Reads an answer that must be this problem.</summary>
    public static async Task<JsonNode> ProblemAsync(HttpResponseMessage response, HttpStatusCode status, string name)
    {
        var json = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(status, json);
        var problem = JsonNode.Parse(json)!;
        problem["type"]!.GetValue<string>().ShouldBe($"urn:qlab:problem:{name}");
        return problem;
    }

    /// <summary>Where the faults of a request are, as JSON Pointers.</summary>
    public static async Task<IEnumerable<string>> FaultsAsync(HttpResponseMessage response) =>
        (await ProblemAsync(response, HttpStatusCode.BadRequest, "invalid-request"))["errors"]!.AsObject().Select(e => e.Key);
}
