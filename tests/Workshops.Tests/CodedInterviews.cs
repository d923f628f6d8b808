using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Participants.Contracts;
using QLab.Publications.Contracts;
using QLab.Testing;

namespace QLab.Workshops.Tests;

/// <summary>An interview that was written down in a project with a theme T1: somebody of the Lab asks, others tell.</summary>
/// <param name="Tellers">P1, P2 …, who consent to research.</param>
public sealed record CodedInterview(Guid Id, Guid Project, Guid Theme, Guid[] Tellers);

/// <summary>The workshops service with code books that publications has told of, and coders who are signed in.</summary>
static class CodedInterviews
{
    public const string Transcript =
        "I: How is a usual day?\nP1: Nobody asked about both pain and mood.\nP2: 😀 naïve 👩‍👩‍👧 中文\nP1: Never.";

    public static async Task<CodedInterview> InterviewAsync(this WorkshopsApp app, int tellers = 2, string transcript = Transcript)
    {
        var project = await app.KnownProjectAsync();
        var people = await app.JoinedAsync(project, tellers);
        await using var participants = await app.AnotherServiceAsync();
        foreach (var who in people) await app.HandledAsync(
            await participants.PublishAsync(new ConsentGiven(project, who, "research", 1, DateTimeOffset.UtcNow)));
        using var staff = app.Client(WorkshopsApp.AllScopes);
        var speakers = people.Select((who, i) => new { name = $"P{i + 1}", participantId = (Guid?)who })
            .Prepend(new { name = "I", participantId = (Guid?)null });
        var id = await WorkshopsApp.CreatedAsync(
            staff, "interviews", new { projectId = project, title = "Living with both", topics = new[] { "A usual day" }, speakers });
        foreach (var who in people)
        {
            using var me = app.Participating(who);
            using var agreed = await me.PutAsJsonAsync($"/api/workshops/v1/me/interviews/{id}/agreement", new { agrees = true });
            agreed.StatusCode.ShouldBe(HttpStatusCode.NoContent, await agreed.Content.ReadAsStringAsync());
        }
        await staff.TranscribeAsync(id, transcript);
        return new(id, project, await app.ThemeAsync(project, "T1", "Being believed"), people);
    }

    public static async Task TranscribeAsync(this HttpClient staff, Guid id, string text)
    {
        var (status, body) = await staff.ChangeAsync(HttpMethod.Put, $"{id}/transcript", new { format = "plainText", text }, "*");
        status.ShouldBe(HttpStatusCode.OK, body);
    }

    public static async Task<Guid> ThemeAsync(this WorkshopsApp app, Guid project, string code, string label)
    {
        var theme = Guid.NewGuid();
        await using var publications = await app.AnotherServiceAsync();
        await app.HandledAsync(await publications.PublishAsync(new ThemeAdded(theme, project, code, label, DateTimeOffset.UtcNow)));
        return theme;
    }

    /// <summary>Somebody of staff, signed in.</summary>
    public static HttpClient Coder(this WorkshopsApp app, Guid? person = null) => app.SignedIn(person ?? Guid.NewGuid(), "staff");

    public static Task<Guid> CodeAsync(
        this HttpClient coder, CodedInterview interview, int turn, int start, int end, string? memo = null, Guid? theme = null) =>
        WorkshopsApp.CreatedAsync(
            coder, $"interviews/{interview.Id}/passages", new { turn, start, end, themeId = theme ?? interview.Theme, memo });

    public static async Task<JsonNode> ReadAsync(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(Address(path));
        var json = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, json);
        return JsonNode.Parse(json)!;
    }

    public static async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(this HttpClient client, string path, object? body)
    {
        using var response = await client.PostAsJsonAsync(Address(path), body);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    /// <summary>Sends a request that must be refused for this reason.</summary>
    public static async Task<JsonNode> RefusedAsync(
        this HttpClient client, string path, object? body, HttpStatusCode status, string problem)
    {
        using var response = await client.PostAsJsonAsync(Address(path), body);
        return await WorkshopsApp.ProblemAsync(response, status, problem);
    }

    /// <summary>Sends a request that changes one thing, with its current ETag or another.</summary>
    public static async Task<(HttpStatusCode Status, string Body)> ChangeAsync(
        this HttpClient client, HttpMethod method, string path, object? body, string? etag = null)
    {
        if (etag is null)
        {
            using var read = await client.GetAsync(Address(path));
            etag = read.Headers.ETag!.Tag;
        }
        using var request = new HttpRequestMessage(method, Address(path)) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", etag);
        using var response = await client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>The id under which somebody codes.</summary>
    public static async Task<Guid> CoderIdAsync(this HttpClient coder, CodedInterview interview) =>
        (await coder.ReadAsync($"{interview.Id}/coders")).AsArray()
            .Single(c => c!["isYou"]!.GetValue<bool>())!["id"]!.GetValue<Guid>();

    public static string Address(string path) => $"/api/workshops/v1/interviews/{path}";
}
