using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace QLab.Surveys.Tests;

/// <summary>How tests answer surveys, as respondents do.</summary>
static class Answering
{
    public static object Answers(string role = "lived") =>
        new { role, topics = new[] { "pain" }, listened = "sometimes", years = 7, story = "It began in the second winter." };

    public static string Path(Guid survey, string rest = "responses") => $"/api/surveys/v1/surveys/{survey}/{rest}";

    public static async Task<JsonNode> SubmittedAsync(HttpClient client, Guid survey, object body)
    {
        using var answer = await client.PostAsJsonAsync(Path(survey), body);
        var json = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, json);
        return JsonNode.Parse(json)!;
    }

    /// <summary>Asks about one's own response, or changes it.</summary>
    public static async Task<HttpResponseMessage> OwnAsync(
        HttpClient client, HttpMethod method, Guid survey, string receipt, object? body = null, string? etag = null)
    {
        using var request =
            new HttpRequestMessage(method, Path(survey, "responses/own")) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("Receipt-Code", receipt);
        if (etag is not null) request.Headers.TryAddWithoutValidation("If-Match", etag);
        return await client.SendAsync(request);
    }

    public static async Task<HttpResponseMessage> SavedAsync(
        HttpClient client, HttpMethod method, Guid survey, string? code, object? body = null, string? etag = null)
    {
        using var request =
            new HttpRequestMessage(method, Path(survey, "saved-answers")) { Content = body is null ? null : JsonContent.Create(body) };
        if (code is not null) request.Headers.Add("Resume-Code", code);
        if (etag is not null) request.Headers.TryAddWithoutValidation("If-Match", etag);
        return await client.SendAsync(request);
    }

    public static async Task<JsonNode> JsonAsync(HttpResponseMessage answer, HttpStatusCode status = HttpStatusCode.OK)
    {
        var json = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, json);
        return JsonNode.Parse(json)!;
    }

    public static async Task RefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string name) =>
        (await JsonAsync(answer, status))["type"]!.GetValue<string>().ShouldBe($"urn:qlab:problem:{name}");
}
