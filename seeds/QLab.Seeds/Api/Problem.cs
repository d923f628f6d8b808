using System.Text.Json;

namespace QLab.Seeds.Api;

/// <summary>What a refusal says of itself (RFC 9457).</summary>
sealed record Problem(int Status, string Type, string? Detail, Guid? ExistingId, string? Errors, string? TraceId)
{
    const string Names = "urn:qlab:problem:";

    public bool Is(string name) => Type == Names + name;

    public static async Task<Problem> Read(HttpResponseMessage answer, CancellationToken ct)
    {
        var status = (int)answer.StatusCode;
        var body = await answer.Content.ReadAsStringAsync(ct);
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
            return new(status, "without a type", body.Length > 300 ? body[..300] : body, null, null, null);

        using var json = JsonDocument.Parse(body);
        return new(
            status, Text(json, "type") ?? "about:blank", Text(json, "detail"),
            Guid.TryParse(Text(json, "existingId"), out var id) ? id : null,
            json.RootElement.TryGetProperty("errors", out var errors) ? errors.GetRawText() : null, Text(json, "traceId"));
    }

    public override string ToString() =>
        string.Join("\n  ", new[] { $"{Status} {Type}", Detail, Errors, TraceId is null ? null : $"traceId {TraceId}" }.Where(line => !string.IsNullOrEmpty(line)));

    static string? Text(JsonDocument json, string name) =>
        json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
