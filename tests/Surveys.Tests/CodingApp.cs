using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Publications.Contracts;
using QLab.Testing;

namespace QLab.Surveys.Tests;

/// <summary>The surveys service with code books that publications has told of, and coders who are signed in.</summary>
public sealed class CodingApp : SurveysApp
{
    public static readonly object[] TextQuestions =
    [
        new
        {
            id = "reason", type = "singleChoice", text = "What brings you here?", other = true,
            options = new[] { new { value = "lived", label = "Lived experience" }, new { value = "work", label = "My work" } },
        },
        new { id = "places", type = "shortText", text = "Where were you listened to?", repeats = true },
        new { id = "story", type = "longText", text = "What should we know?" },
        new { id = "years", type = "number", text = "For how many years?" },
    ];

    /// <summary>A survey of a new project with a theme T1.</summary>
    public async Task<CodedProject> ProjectAsync(string mode = "anonymous")
    {
        var project = await KnownProjectAsync();
        using var staff = Client(AllScopes);
        var questionnaire = await CreatedAsync(
            staff, "questionnaires", new { projectId = project, key = "coded", title = "Coded", questions = TextQuestions });
        var survey = await CreatedAsync(staff, "surveys", new { questionnaireId = questionnaire, title = "What people say", mode });
        return new(project, survey, await ThemeAsync(project, "T1", "Being believed"));
    }

    public async Task<Guid> ThemeAsync(Guid project, string code, string label, string? description = null)
    {
        var theme = Guid.NewGuid();
        await using var publications = await AnotherServiceAsync();
        await publications.PublishAsync(new ThemeAdded(theme, project, code, label, DateTimeOffset.UtcNow) { Description = description });
        await Eventually.Equals(1L, () => ScalarAsync<long>($"SELECT count(*) FROM themes WHERE id = '{theme}'"));
        return theme;
    }

    public async Task<Guid> ResponseAsync(Guid survey, string story, object? answers = null)
    {
        using var respondent = Anonymous();
        return await CreatedAsync(respondent, $"surveys/{survey}/responses", new { answers = answers ?? new { story } });
    }

    /// <summary>Somebody of staff, signed in.</summary>
    public HttpClient Coder(Guid? person = null) => SignedIn(person ?? Guid.NewGuid(), "staff");

    public static async Task<Guid> CodeAsync(HttpClient coder, Guid survey, Guid response, Guid theme, int start, int end, string question = "story", string? memo = null) =>
        await CreatedAsync(coder, $"surveys/{survey}/responses/{response}/passages", new { question, start, end, themeId = theme, memo });

    /// <summary>A coder's id who has coded, but nothing that is still there.</summary>
    public async Task<Guid> ColleagueAsync(CodedProject project)
    {
        using var colleague = Coder();
        var response = await ResponseAsync(project.Survey, "Said and taken back.");
        await CodeAsync(colleague, project.Survey, response, project.Theme, 0, 4);
        var id = (await ReadAsync(colleague, $"surveys/{project.Survey}/coders")).AsArray().Single(c => c!["isYou"]!.GetValue<bool>())!["id"]!.GetValue<Guid>();
        await ScalarAsync<int>($"DELETE FROM passages WHERE response_id = '{response}'");
        await ScalarAsync<int>($"UPDATE responses SET withdrawn = true WHERE id = '{response}'");
        return id;
    }

    public static async Task<JsonNode> ReadAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync($"/api/surveys/v1/{path}");
        var json = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, json);
        return JsonNode.Parse(json)!;
    }

    /// <summary>Sends a request that changes one thing, with its current ETag or another.</summary>
    public static async Task<(HttpStatusCode Status, string Body)> ChangeAsync(
        HttpClient client, HttpMethod method, string path, object? body, string? etag = null)
    {
        if (etag is null)
        {
            using var read = await client.GetAsync($"/api/surveys/v1/{path}");
            etag = read.Headers.ETag!.Tag;
        }
        using var request =
            new HttpRequestMessage(method, $"/api/surveys/v1/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", etag);
        using var response = await client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public static async Task<(HttpStatusCode Status, JsonNode Body)> PostAsync(HttpClient client, string path, object? body)
    {
        using var response = await client.PostAsJsonAsync($"/api/surveys/v1/{path}", body);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }
}

public sealed record CodedProject(Guid Id, Guid Survey, Guid Theme);
