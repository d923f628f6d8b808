using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using QLab.Fhir.Tests;

namespace QLab.Surveys.Tests.Fhir;

/// <summary>Calls of the service's FHIR addresses.</summary>
static class FhirCalls
{
    public const string Base = "/api/surveys/v1", MediaType = "application/fhir+json";

    public static IEnumerable<string> Expressions(JsonNode outcome) =>
        outcome["issue"]!.AsArray()
            .Where(issue => issue!["severity"]!.GetValue<string>() == "error")
            .Select(issue => issue!["expression"]![0]!.GetValue<string>());

    public static async Task<(HttpStatusCode, JsonNode)> PostAsync(
        HttpClient client, string path, JsonObject resource, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Base}/{path}") { Content = new StringContent(resource.ToJsonString(), Encoding.UTF8, MediaType) };
        if (accept is not null) request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        using var response = await client.SendAsync(request);
        if (accept is not null) response.Content.Headers.ContentType!.MediaType.ShouldBe(accept);
        return (response.StatusCode, await ReadAsync(response));
    }

    public static async Task<JsonNode> GetAsync(HttpClient client, string path, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Base}/{path}");
        if (accept is not null) request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        using var response = await client.SendAsync(request);
        var body = await ReadAsync(response);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, body.ToJsonString());
        return body;
    }

    /// <summary>Whatever says that it is FHIR, or has FHIR inside, is.</summary>
    public static async Task<JsonNode> ReadAsync(HttpResponseMessage response)
    {
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        if (response.Content.Headers.ContentType?.MediaType == MediaType) body.ShouldBeFhir();
        else (body as JsonObject)?["operationOutcome"]?.ShouldBeFhir();
        return body;
    }
}
