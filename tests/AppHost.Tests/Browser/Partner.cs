using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Testing;

namespace QLab.AppHost.Tests.Browser;

/// <summary>A partner's program with the operator's rights: one anonymous survey, answered through the gateway.</summary>
internal sealed class Partner(Uri gateway) : IDisposable
{
    readonly HttpClient http = new() { BaseAddress = gateway };

    public async Task SignInAsync(string secret)
    {
        var basic = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"operator:{secret}"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token")
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
            Headers = { Authorization = new AuthenticationHeaderValue("Basic", basic) },
        };
        using var response = await http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, body);
        var token = JsonNode.Parse(body)!["access_token"]!.GetValue<string>();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public async Task<Guid> OpenSurveyAsync()
    {
        var project = await CreateAsync("participants/v1/projects", new
        {
            slug = "sleep", title = "Sleep on hospital wards", question = "How can patients sleep better?",
            startsOn = "2026-09-01", endsOn = "2027-08-31",
        });
        var questionnaire = await CreateAsync("surveys/v1/questionnaires", new
        {
            projectId = project, key = "launch", title = "Launch survey",
            questions = new[] { new { id = "story", type = "longText", text = "What keeps you awake?", required = true } },
        });
        return await CreateAsync("surveys/v1/surveys", new
        {
            questionnaireId = questionnaire, title = "Launch survey", mode = "anonymous",
        });
    }

    public Task<Guid> AnswerAsync(Guid survey) =>
        CreateAsync($"surveys/v1/surveys/{survey}/responses", new { answers = new { story = "The light in the corridor." } });

    /// <summary>News that is still on its way between services is waited for.</summary>
    async Task<Guid> CreateAsync(string path, object body)
    {
        var id = Guid.Empty;
        await Eventually.Succeeds(async () =>
        {
            using var response = await http.PostAsJsonAsync($"/api/{path}", body);
            var json = await response.Content.ReadAsStringAsync();
            response.StatusCode.ShouldBe(HttpStatusCode.Created, json);
            id = JsonNode.Parse(json)!["id"]!.GetValue<Guid>();
        });
        return id;
    }

    public void Dispose() => http.Dispose();
}
