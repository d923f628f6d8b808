using System.Text.Json;
using System.Text.Json.Nodes;

namespace QLab.Fhir;

/// <summary>Reading JSON whose shape nobody has promised.</summary>
static class FhirNodes
{
    public static string? Text(this JsonObject? node, string name) =>
        node?[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    public static decimal? Number(this JsonObject? node, string name) =>
        node?[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number && Decimal(value) is { } number ? number : null;

    public static bool Says(this JsonObject? node, string name) => node?[name]?.GetValueKind() == JsonValueKind.True;

    public static IEnumerable<JsonObject> Objects(this JsonNode? node, string name) =>
        (node as JsonObject)?[name] is JsonArray items ? items.OfType<JsonObject>() : [];

    public static IEnumerable<JsonObject> Extensions(this JsonNode? node) => node.Objects("extension");

    public static JsonObject? Extension(this JsonNode? node, string url) =>
        node.Extensions().FirstOrDefault(extension => extension.Text("url") == url);

    /// <summary>The one element of a choice: <c>valueCoding</c> for <c>value</c>.</summary>
    public static (string Type, JsonNode Value)? Choice(this JsonObject node, string stem)
    {
        foreach (var (name, value) in node)
            if (name.Length > stem.Length
                && name.StartsWith(stem, StringComparison.Ordinal)
                && char.IsAsciiLetterUpper(name[stem.Length])
                && value is not null)
                return (name[stem.Length..], value);
        return null;
    }

    public static JsonElement ToElement(this JsonNode? node) => JsonSerializer.SerializeToElement(node);

    static decimal? Decimal(JsonValue value) => decimal.TryParse(value.ToJsonString(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}
