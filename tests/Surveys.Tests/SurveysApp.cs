using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using QLab.Participants.Contracts;
using QLab.Surveys.Consents;
using QLab.Surveys.Tests;
using QLab.Testing;

[assembly: AssemblyFixture(typeof(SurveysApp))]
[assembly: AssemblyFixture(typeof(CodingApp))]

namespace QLab.Surveys.Tests;

/// <summary>The surveys service with a project that it has been told of.</summary>
public class SurveysApp() : ServiceApp<Program>("surveys")
{
    public const string BallotSecret = "the-ballot-secret-of-these-tests";

    public const string AllScopes = "surveys:read surveys:write platform:operate";

    public static readonly object[] Questions =
    [
        new { id = "role", type = "singleChoice", text = "What brings you here?", required = true, options = new[] { new { value = "lived", label = "Lived experience" }, new { value = "work", label = "My work" } } },
        new { id = "topics", type = "multipleChoice", text = "Which matter to you?", options = new[] { new { value = "pain", label = "Pain" }, new { value = "mood", label = "Mood" } } },
        new { id = "listened", type = "likert", text = "I am listened to.", options = new[] { new { value = "never", label = "Never" }, new { value = "sometimes", label = "Sometimes" }, new { value = "always", label = "Always" } } },
        new { id = "years", type = "number", text = "For how many years?", min = 0, max = 100 },
        new { id = "story", type = "longText", text = "What should we know?" },
    ];

    protected override void Configure(IWebHostBuilder builder) => builder.UseSetting("Ballots:Secret", BallotSecret);

    /// <summary>A project that the participants service has announced.</summary>
    public async Task<Guid> KnownProjectAsync()
    {
        var id = Guid.NewGuid();
        await using var participants = await AnotherServiceAsync();
        await participants.PublishAsync(
            new ProjectOpened(id, 1, $"p-{id}", "A project", new(2018, 9, 1), new(2019, 10, 31), true, DateTimeOffset.UtcNow));
        await Eventually.Equals(1L, () => ScalarAsync<long>($"SELECT count(*) FROM projects WHERE id = '{id}' AND title IS NOT NULL"));
        return id;
    }

    /// <summary>An open survey with every question type.</summary>
    public async Task<Guid> OpenSurveyAsync(string mode = "anonymous", Guid? projectId = null, object? more = null)
    {
        using var staff = Client(AllScopes);
        var questionnaire = await CreatedAsync(staff, "questionnaires", new
        {
            projectId = projectId ?? await KnownProjectAsync(), key = "launch", title = "Launch survey", questions = Questions,
        });
        var body = JsonSerializer.SerializeToNode(new { questionnaireId = questionnaire, title = "Launch survey", mode })!.AsObject();
        foreach (var (name, value) in JsonSerializer.SerializeToNode(more ?? new { })!.AsObject()) body[name] = value?.DeepClone();
        return await CreatedAsync(staff, "surveys", body);
    }

    /// <summary>A client of an organisation that is a partner in the survey's project.</summary>
    public async Task<HttpClient> PartnerOfAsync(Guid survey, string scope) =>
        await PartnerAsync(await ScalarAsync<Guid>($"SELECT project_id FROM surveys WHERE id = '{survey}'"), scope);

    /// <summary>A participant whose consent to research has been heard of, long ago.</summary>
    public async Task ConsentedAsync(params Guid[] participants)
    {
        await using var command = Database.CreateCommand("""
            INSERT INTO consents (participant_id, purpose, given, changed_at) SELECT id, 'research', true, '2018-01-01Z' FROM unnest($1) AS id ON CONFLICT DO NOTHING
            """);
        command.Parameters.Add(new() { Value = participants });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Puts those who wait in confidential surveys together, as the service does by the hour.</summary>
    public async Task BatchAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<FormBatches>().RunAsync(default);
    }

    /// <summary>An anonymous response whose form was given consent to research; the response of a participant as it is.</summary>
    public static JsonObject Consenting(object response)
    {
        var body = JsonSerializer.SerializeToNode(response, JsonSerializerOptions.Web)!.AsObject();
        if (body["participantId"] is null && body["invitationCode"] is null && !body.ContainsKey("consents"))
            body["consents"] = new JsonArray("research");
        return body;
    }

    public static async Task<Guid> CreatedAsync(HttpClient client, string path, object body)
    {
        using var response = await client.PostAsJsonAsync($"/api/surveys/v1/{path}", path.EndsWith("/responses") ? Consenting(body) : body);
        var json = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.Created, json);
        return JsonNode.Parse(json)!["id"]!.GetValue<Guid>();
    }
}
