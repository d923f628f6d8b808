using System.Text.Json;

namespace QLab.Gateway.Routing;

/// <summary>
/// An operation that a service says takes more or waits longer than others: <c>x-limits</c> in the service's committed API description,
/// which is built into the gateway, so that nothing is asked of a service for it.
/// </summary>
sealed record DescribedLimits(
    string Service, string Operation, string Method, string Path, long? MaxBytes, int? TimeoutSeconds, string? Quota)
{
    public static IReadOnlyList<DescribedLimits> All { get; } = [.. Documents().SelectMany(Of)];

    public static IEnumerable<JsonDocument> Documents()
    {
        var assembly = typeof(DescribedLimits).Assembly;
        var names = assembly.GetManifestResourceNames().Where(name => name.EndsWith("openapi.json", StringComparison.Ordinal));
        return names.Order(StringComparer.Ordinal).Select(name =>
        {
            using var document = assembly.GetManifestResourceStream(name)!;
            return JsonDocument.Parse(document);
        });
    }

    static IEnumerable<DescribedLimits> Of(JsonDocument document)
    {
        var paths = document.RootElement.GetProperty("paths");
        var service = paths.EnumerateObject().Select(path => path.Name.Split('/')).First(parts => parts[1] == "api")[2];
        return from path in paths.EnumerateObject()
               from operation in path.Value.EnumerateObject()
               where operation.Value.TryGetProperty("x-limits", out _)
               let limits = operation.Value.GetProperty("x-limits")
               select new DescribedLimits(
                   service, operation.Value.GetProperty("operationId").GetString()!, operation.Name.ToUpperInvariant(), path.Name,
                   Said(limits, "maxBytes")?.GetInt64(), Said(limits, "timeoutSeconds")?.GetInt32(), Said(limits, "quota")?.GetString());
    }

    static JsonElement? Said(JsonElement limits, string name) => limits.TryGetProperty(name, out var value) ? value : null;
}
