using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace QLab.Workshops.Tests;

/// <summary>Gatherings to come, and how they are arranged.</summary>
static class ArrangedGatherings
{
    public static readonly DateTimeOffset ToCome = new DateTimeOffset(DateTimeOffset.UtcNow.Year + 1, 7, 1, 9, 0, 0, TimeSpan.Zero);

    public static string Address(Guid workshop, string path = "") => $"/api/workshops/v1/workshops/{workshop}{path}";

    public static JsonObject Body(Guid project, string format)
    {
        var body = WorkshopsApp.Details(startsAt: ToCome);
        (body["projectId"], body["format"]) = (project, format);
        return body;
    }

    public static async Task<Guid> ScheduledAsync(this WorkshopsApp app, Guid project, string format, bool draft = false)
    {
        using var staff = app.Client(WorkshopsApp.AllScopes);
        var body = Body(project, format);
        body["draft"] = draft;
        return await WorkshopsApp.CreatedAsync(staff, "workshops", body);
    }

    public static async Task<JsonNode> ReadAsync(HttpClient staff, Guid workshop) =>
        JsonNode.Parse(await staff.GetStringAsync(Address(workshop, "/arrangements")))!;

    public static async Task<HttpResponseMessage> ArrangeAsync(HttpClient staff, Guid workshop, Action<JsonObject> change)
    {
        var arrangements = (await ReadAsync(staff, workshop)).AsObject();
        change(arrangements);
        using var request = new HttpRequestMessage(HttpMethod.Put, Address(workshop, "/arrangements"))
        {
            Content = JsonContent.Create(arrangements),
        };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        return await staff.SendAsync(request);
    }
}
