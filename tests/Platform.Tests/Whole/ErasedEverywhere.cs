using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Testing;

namespace QLab.Platform.Tests.Whole;

/// <summary>
/// Somebody takes part in everything, sees it all in one bundle, and is forgotten: every database, queue and log is searched for what
/// is left.
/// </summary>
[Collection("One platform")]
public sealed class ErasedEverywhere(RunningPlatform platform)
{
    const string Name = "Quetzalcoatl Zbigniewska", Email =
        "quetzal.zbigniewska@example.org", Address = "7 Feather Lane", Need = "a room without xylophones";
    const string Words = "My daughter Yolanthe drives me to the clinic.";

    static readonly string[] Databases = ["participants-db", "surveys-db", "workshops-db", "test-teams-db", "publications-db"];

    [Fact]
    public async Task After_an_export_that_names_everything_an_erasure_leaves_nothing_but_the_counts()
    {
        var (project, survey) = await IdentifiedSurveyAsync();
        var workshop = await platform.CreateAsync("workshops/v1/workshops", new
        {
            projectId = project, title = "Together", format = "online", capacity = 20, startsAt = "2030-01-01T09:00:00Z",
            endsAt = "2030-01-01T12:00:00Z", agenda = Array.Empty<object>(),
        });
        foreach (var other in Enumerable.Range(0, 9)) await JoinAsync(project, $"Other {other}", $"other-{Guid.NewGuid():N}@example.org");
        var (person, participant) = await JoinAsync(project, Name, Email);
        await platform.CreateAsync(
            $"surveys/v1/surveys/{survey}/responses", new { participantId = participant, answers = new { story = Words } });
        await platform.CreateAsync($"workshops/v1/workshops/{workshop}/bookings", new { participantId = participant });
        await platform.CreateAsync(
            $"workshops/v1/workshops/{workshop}/notes", new { text = Words, kind = "quote", participantId = participant });
        await Eventually.Equals(
            2L, () => platform.CountAsync("publications", $"SELECT count(*) FROM contributions WHERE participant_id = '{participant}'"));
        var held = await platform.CreateAsync("workshops/v1/workshops", new
        {
            projectId = project, title = "Before", format = "online", capacity = 20, startsAt = "2020-01-01T09:00:00Z",
            endsAt = "2020-01-01T12:00:00Z", agenda = Array.Empty<object>(),
        });
        await platform.CreateAsync($"workshops/v1/workshops/{held}/bookings", new { participantId = participant });
        (await platform.Operator.PostAsJsonAsync($"/api/workshops/v1/workshops/{held}/held", new { attended = 1 })).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var bundle = await ExportAsync(person);
        foreach (var expected in new[] { Name, Email, Address, Need, Words }) bundle.ShouldContain(expected);
        var before = await CountsAsync(project);

        using var accepted = await platform.Operator.PostAsync($"/api/participants/v1/people/{person}/erasure", null);
        var erasure = JsonNode.Parse(await accepted.Content.ReadAsStringAsync())!;
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted, erasure.ToJsonString());

        await Eventually.Succeeds(
            async () => (await StateAsync(erasure["follow"]!.GetValue<string>()))["state"]!.GetValue<string>().ShouldBe("done"));
        await platform.QueuesAreEmptyAsync();
        string[] forgotten = [Name, "quetzal.zbigniewska", Address, Need, "Yolanthe", person.ToString(), participant.ToString()];
        foreach (var database in Databases) (await TracesAsync(database, forgotten)).ShouldBeEmpty(database);
        (await platform.LogsNamingAsync(forgotten)).ShouldBeEmpty();
        // What is emitted may name the ids of the request, as its path does; never what they stand for.
        platform.Telemetry.Count("traces", "/api/workshops/v1/workshops/").ShouldBeGreaterThan(0, "telemetry comes at all");
        platform.Telemetry.Naming(Name, "quetzal.zbigniewska", Address, Need, "Yolanthe").ShouldBeEmpty();

        var after = await CountsAsync(project);
        after["placesBooked"]!.GetValue<long>().ShouldBe(before["placesBooked"]!.GetValue<long>() - 1, "the place to come is free again");
        foreach (var same in new[] { "participants", "responses", "notes", "surveys" })
            after[same]!.GetValue<long>().ShouldBe(before[same]!.GetValue<long>(), same);
    }

    [Fact]
    public async Task Services_that_are_away_or_killed_meanwhile_answer_later()
    {
        var (project, survey) = await IdentifiedSurveyAsync();
        var (person, participant) = await JoinAsync(project, "Somebody Else", $"{Guid.NewGuid():N}@example.org");
        await platform.CreateAsync(
            $"surveys/v1/surveys/{survey}/responses", new { participantId = participant, answers = new { story = Words } });

        var surveys = platform.PidOf("surveys");
        Signals.Send("STOP", surveys);
        using var export = await platform.Operator.PostAsync($"/api/participants/v1/people/{person}/export", null);
        using var erasure = await platform.Operator.PostAsync($"/api/participants/v1/people/{person}/erasure", null);
        var accepted = JsonNode.Parse(await erasure.Content.ReadAsStringAsync())!;
        erasure.StatusCode.ShouldBe(HttpStatusCode.Accepted, accepted.ToJsonString());
        var follow = accepted["follow"]!.GetValue<string>();
        await Eventually.Succeeds(
            async () => (await StateAsync(follow))["waitingFor"]!.AsArray().Select(s => s!.GetValue<string>()).ShouldBe(["surveys"]));
        (await platform.CountAsync("surveys", $"SELECT count(*) FROM responses WHERE participant_id = '{participant}'")).ShouldBe(1);

        await platform.KillAsync("participants");
        Signals.Send("KILL", surveys);

        await Eventually.Succeeds(async () => (await StateAsync(follow))["state"]!.GetValue<string>().ShouldBe("done"));
        foreach (var database in Databases)
            (await TracesAsync(database, [person.ToString(), participant.ToString()])).ShouldBeEmpty(database);
    }

    async Task<JsonNode> StateAsync(string follow)
    {
        using var state = await platform.Anybody.GetAsync(follow);
        var json = await state.Content.ReadAsStringAsync();
        state.StatusCode.ShouldBe(HttpStatusCode.OK, json);
        return JsonNode.Parse(json)!;
    }

    async Task<string> ExportAsync(Guid person)
    {
        using var asked = await platform.Operator.PostAsync($"/api/participants/v1/people/{person}/export", null);
        var json = await asked.Content.ReadAsStringAsync();
        asked.StatusCode.ShouldBe(HttpStatusCode.Accepted, json);
        var id = JsonNode.Parse(json)!["id"]!.GetValue<Guid>();
        var bundle = "";
        await Eventually.Succeeds(async () =>
        {
            using var ready = await platform.Operator.GetAsync($"/api/participants/v1/exports/{id}/bundle");
            bundle = await ready.Content.ReadAsStringAsync();
            ready.StatusCode.ShouldBe(HttpStatusCode.OK, bundle);
        });
        return bundle;
    }

    async Task<(Guid Project, Guid Survey)> IdentifiedSurveyAsync()
    {
        var project = await platform.CreateAsync("participants/v1/projects", new
        {
            slug = $"p-{Guid.NewGuid():N}"[..20], title = "A project", question = "How can care be improved?", startsOn = "2018-09-01",
            endsOn = "2030-10-31",
        });
        var questionnaire = await platform.CreateAsync("surveys/v1/questionnaires", new
        {
            projectId = project, key = "launch", title = "Launch", questions = new[] { new { id = "story", type = "longText", text = "What matters to you?", required = true } },
        });
        return (project, await platform.CreateAsync("surveys/v1/surveys", new
        {
            questionnaireId = questionnaire, title = "Launch", mode = "identified",
        }));
    }

    async Task<(Guid Person, Guid Participant)> JoinAsync(Guid project, string name, string email)
    {
        var person = await platform.CreateAsync("participants/v1/people", new
        {
            name, email, postalAddress = name == Name ? Address : null, accessNeeds = name == Name ? new[] { Need } : [],
        });
        return (person, await platform.CreateAsync($"participants/v1/projects/{project}/participants", new
        {
            personId = person, perspectives = new object[] { new { kind = "livedExperience" } },
            consents = new[] { new { purpose = "contact", given = true }, new { purpose = "research", given = true } },
        }));
    }

    async Task<JsonNode> CountsAsync(Guid project) => (await platform.ReadAsync($"participants/v1/projects/{project}"))["counts"]!;

    async Task<IReadOnlyList<string>> TracesAsync(string database, string[] texts)
    {
        await using var source = await platform.DatabaseAsync(database);
        return await source.TracesAsync(texts);
    }
}
