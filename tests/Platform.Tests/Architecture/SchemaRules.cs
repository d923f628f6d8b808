using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace QLab.Platform.Tests.Architecture;

/// <summary>
/// As much of JSON Schema as the OpenAPI documents use. A keyword that it does not know is a fault, so that nothing passes unseen.
/// </summary>
sealed class SchemaRules(JsonNode document)
{
    static readonly string[] OnlyWords = ["description", "default", "example", "examples"];

    public JsonNode Resolve(JsonNode schema) => schema["$ref"]?.GetValue<string>() is { } reference
        ? reference.Split('/').Skip(1).Aggregate(document, (node, part) => node[part]!) : schema;

    public IEnumerable<string> Faults(JsonNode schema, JsonNode? value, string where)
    {
        var rules = Resolve(schema).AsObject();
        var broken = rules.Where(rule => !OnlyWords.Contains(rule.Key) && !IsKept(rule.Key, rule.Value!, value));
        return broken.Select(rule => $"{where}: {value?.ToJsonString() ?? "null"} breaks {rule.Key} {rule.Value!.ToJsonString()}")
            .Concat(value switch
            {
                JsonObject members => members.SelectMany(member => OfMember(rules, member.Key, member.Value, $"{where}/{member.Key}")),
                JsonArray items when rules["items"] is { } each => items.SelectMany((item, i) => Faults(each, item, $"{where}/{i}")),
                _ => [],
            });
    }

    IEnumerable<string> OfMember(JsonObject rules, string name, JsonNode? value, string where) =>
        rules["properties"]?[name] is { } known ? Faults(known, value, where)
        : rules["additionalProperties"] is JsonObject others ? Faults(others, value, where)
        : rules["additionalProperties"]?.GetValueKind() == JsonValueKind.False ? [$"{where}: there is no such member"]
        : [];

    bool IsKept(string rule, JsonNode said, JsonNode? value) => rule switch
    {
        "type" => (said as JsonArray ?? new JsonArray(said.DeepClone())).Any(type => IsOf(type!.GetValue<string>(), value)),
        "enum" => said.AsArray().Any(one => JsonNode.DeepEquals(one, value)),
        "oneOf" => said.AsArray().Count(one => !Faults(one!, value, "").Any()) == 1,
        "required" => value is not JsonObject members || said.AsArray().All(name => members.ContainsKey(name!.GetValue<string>())),
        "minItems" => value is not JsonArray items || items.Count >= (int)said,
        "maxItems" => value is not JsonArray items || items.Count <= (int)said,
        "minLength" => TextOf(value) is not { } text || text.Length >= (int)said,
        "maxLength" => TextOf(value) is not { } text || text.Length <= (int)said,
        "pattern" => TextOf(value) is not { } text || Regex.IsMatch(text, said.GetValue<string>()),
        "format" => TextOf(value) is not { } text || HasFormat(text, said.GetValue<string>()),
        "minimum" => NumberOf(value) is not { } number || number >= NumberOf(said),
        "maximum" => NumberOf(value) is not { } number || number <= NumberOf(said),
        "properties" or "additionalProperties" or "items" or "$ref" => true,
        _ => false,
    };

    static bool IsOf(string type, JsonNode? value) => (type, value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) => true,
        ("string", JsonValueKind.String) or ("null", JsonValueKind.Null) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) or ("number", JsonValueKind.Number) => true,
        ("integer", JsonValueKind.Number) => decimal.IsInteger(NumberOf(value)!.Value),
        _ => false,
    };

    static bool HasFormat(string text, string format) => format switch
    {
        "uuid" => Guid.TryParseExact(text, "D", out _),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "date-time" => text.Contains('T') && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
        _ => false,
    };

    static string? TextOf(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    static decimal? NumberOf(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.Number
            ? decimal.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture) : null;
}
