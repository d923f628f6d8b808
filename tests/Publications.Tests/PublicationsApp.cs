using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using QLab.Contributions;
using QLab.Participants.Contracts;
using QLab.Publications.Tests;
using QLab.Testing;

[assembly: AssemblyFixture(typeof(PublicationsApp))]

namespace QLab.Publications.Tests;

/// <summary>The publications service, told of projects and contributions by the others.</summary>
public class PublicationsApp() : ServiceApp<Program>("publications")
{
    public const string AllScopes = "publications:read publications:write platform:operate";

    /// <remarks>Outcomes are told when a test says so.</remarks>
    protected override void Configure(IWebHostBuilder builder) => builder.UseSetting("Outcomes:LookEvery", "1.00:00:00");

    /// <summary>A project that the participants service has announced.</summary>
    public async Task<Guid> KnownProjectAsync(bool simulated = true)
    {
        var id = Guid.NewGuid();
        await using var participants = await AnotherServiceAsync();
        await participants.PublishAsync(
            new ProjectOpened(id, 1, $"p-{id}", "A project", new(2018, 9, 1), new(2019, 10, 31), simulated, DateTimeOffset.UtcNow));
        await Eventually.Equals(1L, () => ScalarAsync<long>($"SELECT count(*) FROM projects WHERE id = '{id}' AND title IS NOT NULL"));
        return id;
    }

    /// <summary>Survey responses that the surveys service has announced.</summary>
    public async Task<Guid[]> ResponsesAsync(Guid project, int count)
    {
        var survey = Guid.NewGuid();
        Guid[] ids = [.. Enumerable.Range(0, count).Select(_ => Guid.NewGuid())];
        await using var surveys = await AnotherServiceAsync();
        foreach (var id in ids)
        {
            var participant = Guid.NewGuid();
            await surveys.PublishAsync(new ConsentGiven(project, participant, "research", 1, DateTimeOffset.UtcNow));
            await surveys.PublishAsync(Response(id, project, participant, new(2018, 10, 3, 9, 30, 0, TimeSpan.Zero), survey));
        }
        await ArrivedAsync(ids);
        await Eventually.Equals((long)count, () => ScalarAsync<long>(
            $"SELECT count(*) FROM contributions JOIN consents USING (participant_id) WHERE id IN ('{string.Join("','", ids)}')"));
        return ids;
    }

    /// <summary>What surveys says of a response.</summary>
    public static ContributionGiven Response(Guid id, Guid project, Guid? participant, DateTimeOffset at, Guid? survey = null) =>
        new(id, project, participant, "surveys", survey ?? Guid.NewGuid(), "surveyResponse", "a survey response", "survey response", 1, at,
            participant is null ? ["research"] : null);

    /// <summary>What workshops says of a note that was taken for the room.</summary>
    public static ContributionGiven Note(Guid id, Guid project, DateTimeOffset at) =>
        new(id, project, null, "workshops", Guid.NewGuid(), "workshopNote", "a workshop note", "workshop note", 1, at, ["research"]);

    /// <summary>What test-teams says of what a team learned.</summary>
    public static ContributionGiven Learning(Guid id, Guid team, Guid project, DateTimeOffset at) =>
        new(id, project, null, "test-teams", team, "learning", "a test team's learning", "test team learning", 1, at,
            ["research", "quotation"]);

    /// <summary>What participants says of a post.</summary>
    public static ContributionGiven Post(Guid id, Guid project, Guid? author, int version, DateTimeOffset at) =>
        new(id, project, author, "participants", project, "groupPost", "a post in the online group", "group post", version, at);

    /// <summary>A participant who lets what they give be used for research.</summary>
    public async Task<Guid> ConsentingAsync(Guid project)
    {
        var participant = Guid.NewGuid();
        await using var participants = await AnotherServiceAsync();
        await participants.PublishAsync(new ConsentGiven(project, participant, "research", 1, DateTimeOffset.UtcNow));
        await Eventually.Equals(1L, () => ScalarAsync<long>($"SELECT count(*) FROM consents WHERE participant_id = '{participant}'"));
        return participant;
    }

    public Task ArrivedAsync(params Guid[] contributions) => Eventually.Equals((long)contributions.Length, () =>
        ScalarAsync<long>($"SELECT count(*) FROM contributions WHERE id IN ('{string.Join("','", contributions)}')"));

    public async Task<Guid> ThemeAsync(HttpClient staff, Guid project, string code, string label = "Being believed") =>
        await CreatedAsync(staff, "themes", new { projectId = project, code, label });

    public async Task<Guid> InsightAsync(HttpClient staff, Guid project, params Guid[] themes) =>
        await CreatedAsync(staff, "insights", new { projectId = project, kind = "barrier", statement = "Services treat one thing at a time.", why = "Said in every group.", themeIds = themes });

    public async Task<Guid> EssayAsync(HttpClient staff, Guid project, string slug, params Guid[] insights) =>
        await CreatedAsync(staff, "publications", Essay(project, slug, insights));

    public static object Essay(Guid project, string slug, params Guid[] insights) => new
    {
        projectId = project, kind = "essay", slug, title = "Listening first", summary = "What people told us.",
        markdown = "# Listening first\n\nPeople *tell* us.", basedOnInsightIds = insights, publishedOn = "2019-05-01",
    };

    public static async Task<Guid> CreatedAsync(HttpClient client, string path, object body)
    {
        using var response = await client.PostAsJsonAsync($"/api/publications/v1/{path}", body);
        var json = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.Created, json);
        return JsonNode.Parse(json)!["id"]!.GetValue<Guid>();
    }

    public static async Task<JsonNode> ReadAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync($"/api/publications/v1/{path}");
        var json = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, json);
        return JsonNode.Parse(json)!;
    }

    /// <summary>The problem that a POST gets.</summary>
    public static async Task<JsonNode> RefusedAsync(HttpClient client, string path, object body, HttpStatusCode expected)
    {
        using var response = await client.PostAsJsonAsync($"/api/publications/v1/{path}", body);
        var json = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(expected, json);
        return JsonNode.Parse(json)!;
    }
}
