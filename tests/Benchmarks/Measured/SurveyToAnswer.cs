using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Participants.Contracts;
using QLab.Testing;

namespace QLab.Benchmarks.Measured;

/// <summary>An open, anonymous survey, made as staff make it.</summary>
static class SurveyToAnswer
{
    static readonly object[] Questions =
    [
        new { id = "role", type = "singleChoice", text = "What brings you here?", required = true, options = new[] { new { value = "lived", label = "Lived experience" }, new { value = "work", label = "My work" } } },
        new { id = "topics", type = "multipleChoice", text = "Which matter to you?", options = new[] { new { value = "pain", label = "Pain" }, new { value = "mood", label = "Mood" } } },
        new { id = "listened", type = "likert", text = "I am listened to.", options = new[] { new { value = "never", label = "Never" }, new { value = "sometimes", label = "Sometimes" }, new { value = "always", label = "Always" } } },
        new { id = "years", type = "number", text = "For how many years?", min = 0, max = 100 },
        new { id = "story", type = "longText", text = "What should we know?" },
    ];

    public static async Task<Guid> OpenAsync(Stage stage, TokenIssuer issuer, object[]? questions = null)
    {
        using var staff = new HttpClient { BaseAddress = new(stage.Surveys) };
        staff.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", issuer.Token("surveys:read surveys:write"));

        var projectId = Guid.NewGuid();
        await using var participants = await AnotherService.StartAsync(stage.Broker);
        await participants.PublishAsync(
            new ProjectOpened(projectId, 1, "load", "A project", new(2018, 9, 1), new(2019, 10, 31), true, DateTimeOffset.UtcNow));

        var questionnaireId = Guid.Empty;
        await Eventually.Succeeds(async () => questionnaireId = await CreatedAsync(staff, "questionnaires", new
        {
            projectId, key = "load", title = "Load", questions = questions ?? Questions,
        }));
        return await CreatedAsync(staff, "surveys", new { questionnaireId, title = "Load", mode = "anonymous" });
    }

    static async Task<Guid> CreatedAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync($"/api/surveys/v1/{path}", body);
        var json = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(json)!["id"]!.GetValue<Guid>() : throw new InvalidOperationException(json);
    }
}
