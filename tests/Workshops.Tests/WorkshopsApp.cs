using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Participants.Contracts;
using QLab.Testing;
using QLab.Workshops.Tests;

[assembly: AssemblyFixture(typeof(WorkshopsApp))]

namespace QLab.Workshops.Tests;

/// <summary>The workshops service, told of projects and participants as the participants service would.</summary>
public class WorkshopsApp() : ServiceApp<Program>("workshops")
{
    public const string AllScopes = "workshops:read workshops:write platform:operate";

    public static readonly DateTimeOffset LongAgo = new(2019, 9, 11, 12, 0, 0, TimeSpan.Zero);

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

    public async Task<Guid[]> JoinedAsync(Guid project, int count)
    {
        Guid[] ids = [.. Enumerable.Range(0, count).Select(_ => Guid.NewGuid())];
        await using var participants = await AnotherServiceAsync();
        await Task.WhenAll(
            ids.Select(id => participants.PublishAsync(new ParticipantJoined(project, id, ["carer"], DateTimeOffset.UtcNow))));
        await Eventually.Equals((long)count, () => ScalarAsync<long>(
            $"SELECT count(*) FROM participants WHERE present AND id IN ({string.Join(',', ids.Select(id => $"'{id}'"))})"));
        return ids;
    }

    /// <summary>What a client sends to schedule a workshop of four hours with two sessions.</summary>
    public static JsonObject Details(int capacity = 20, DateTimeOffset? startsAt = null, string title = "From insights to action") => new()
    {
        ["title"] = title, ["format"] = "inPerson", ["city"] = "London", ["venue"] = null, ["capacity"] = capacity,
        ["startsAt"] = startsAt ?? LongAgo, ["endsAt"] = (startsAt ?? LongAgo).AddHours(4),
        ["agenda"] = new JsonArray(
            new JsonObject { ["title"] = "Welcome", ["purpose"] = "Bring the room together.", ["minutes"] = 30 },
            new JsonObject { ["title"] = "Sharing the learning", ["purpose"] = "Apply it at home.", ["method"] = "Troika consulting", ["minutes"] = 90, ["takeaways"] = new JsonArray("Small changes matter.") }),
    };

    public async Task<Guid> ScheduledAsync(Guid project, int capacity = 20, DateTimeOffset? startsAt = null)
    {
        using var staff = Client(AllScopes);
        var body = Details(capacity, startsAt);
        body["projectId"] = project;
        return await CreatedAsync(staff, "workshops", body);
    }

    public async Task HeldAsync(Guid workshop, int attended = 12)
    {
        using var staff = Client(AllScopes);
        using var held = await staff.PostAsJsonAsync($"/api/workshops/v1/workshops/{workshop}/held", new { attended });
        held.StatusCode.ShouldBe(HttpStatusCode.NoContent, await held.Content.ReadAsStringAsync());
    }

    public static async Task<Guid> CreatedAsync(HttpClient client, string path, object body)
    {
        using var response = await client.PostAsJsonAsync($"/api/workshops/v1/{path}", body);
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
