using System.Net;
using System.Net.Http.Json;
using QLab.Testing;
using static QLab.TestTeams.Tests.TestTeamsApp;

namespace QLab.TestTeams.Tests;

/// <summary>
/// Which teams there are, who hosts them and who funds them is public; the rest a caller bound to an organisation meets for its own
/// teams only.
/// </summary>
public sealed class HostsApart(TestTeamsApp app)
{
    static readonly Dictionary<string, Func<HttpClient, Guid, Task<HttpStatusCode>>> OfATeam = new()
    {
        ["PUT /teams/{id}/challenge"] = (client, team) => SendAsync(client, HttpMethod.Put, $"teams/{team}/challenge", new { challenge = "Less waiting" }),
        ["POST /teams/{id}/stages"] = (client, team) => SendAsync(client, HttpMethod.Post, $"teams/{team}/stages", new { stage = "gather" }),
        ["POST /teams/{id}/learnings"] = (client, team) => SendAsync(client, HttpMethod.Post, $"teams/{team}/learnings", new
        {
            text = "It works", confidence = "low",
        }),
        ["PUT /teams/{id}/learnings/{learningId}"] = (client, team) => SendAsync(client, HttpMethod.Put, $"teams/{team}/learnings/{Guid.NewGuid()}", new
        {
            text = "It works", confidence = "low", stage = (string?)null, reason = "It was another team's.",
        }),
        ["POST /teams/{id}/learnings/{learningId}/remove"] = (client, team) => SendAsync(
            client, HttpMethod.Post, $"teams/{team}/learnings/{Guid.NewGuid()}/remove", new { reason = "It was another team's." }),
        ["GET /teams/{id}/learnings"] = (client, team) => SendAsync(client, HttpMethod.Get, $"teams/{team}/learnings", null),
        ["GET /teams/{id}/learnings/{learningId}"] = (client, team) => SendAsync(client, HttpMethod.Get, $"teams/{team}/learnings/{Guid.NewGuid()}", null),
    };

    [Fact]
    public async Task Every_operation_is_closed_to_them_or_keeps_teams_apart()
    {
        (await app.OpenToOrganisationsAsync(AllScopes, OfATeam.Keys)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_organisations_team_is_not_there_and_ones_own_is()
    {
        var team = await app.FormedAsync();
        var host = await app.ScalarAsync<Guid>($"SELECT host_organisation_ids[1] FROM teams WHERE id = '{team}'");
        using var own = app.Client(AllScopes, host);
        using var other = app.Client(AllScopes, await app.KnownOrganisationAsync("Another one"));
        foreach (var (name, ask) in OfATeam)
        {
            (await ask(other, team)).ShouldBe(HttpStatusCode.NotFound, name);
            var answer = await ask(own, team);
            if (!name.Contains("{learningId}")) ((int)answer).ShouldBeOneOf([200, 201, 204], name);
        }
    }

    [Fact]
    public async Task Notes_of_a_teams_path_are_shown_to_its_hosts_and_the_Lab()
    {
        var team = await app.FormedAsync();
        var host = await app.ScalarAsync<Guid>($"SELECT host_organisation_ids[1] FROM teams WHERE id = '{team}'");
        using var staff = app.Client(AllScopes);
        await CreatedAsync(staff, $"teams/{team}/stages", new { stage = "gather", note = "Between us" });
        using var own = app.Client(AllScopes, host);
        using var other = app.Client(AllScopes, Guid.NewGuid());
        foreach (var (client, shown) in new[] { (staff, true), (own, true), (other, false) })
            (await client.GetStringAsync($"/api/test-teams/v1/teams/{team}")).Contains("Between us").ShouldBe(shown);
    }

    static async Task<HttpStatusCode> SendAsync(HttpClient client, HttpMethod method, string path, object? body)
    {
        using var request =
            new HttpRequestMessage(method, $"/api/test-teams/v1/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        if (method == HttpMethod.Put) request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
