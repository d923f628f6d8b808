using System.Text.Json;
using System.Text.Json.Nodes;

namespace QLab.Fhir.Tests;

static class JsonDifferences
{
    /// <summary>Where two JSON values differ, one line each; digits of numbers count, the order of members does not.</summary>
    public static IEnumerable<string> Between(JsonNode? expected, JsonNode? actual, string at = "") => (expected, actual) switch
    {
        (JsonObject left, JsonObject right) => left.Select(m => m.Key).Union(right.Select(m => m.Key)).SelectMany(name =>
            left.ContainsKey(name) && right.ContainsKey(name) ? Between(left[name], right[name], $"{at}/{name}")
            : [$"{at}/{name}: {(left.ContainsKey(name) ? $"missing {left[name]?.ToJsonString()}" : $"added {right[name]?.ToJsonString()}")}"]),
        (JsonArray left, JsonArray right) when left.Count == right.Count =>
            left.Zip(right).SelectMany((pair, i) => Between(pair.First, pair.Second, $"{at}/{i}")),
        _ => Same(expected, actual) ? [] : [$"{at}: {expected?.ToJsonString()} became {actual?.ToJsonString()}"],
    };

    static bool Same(JsonNode? left, JsonNode? right) => (left, right) switch
    {
        (null, null) => true,
        (JsonValue one, JsonValue other) when (one.GetValueKind(), other.GetValueKind()) is (JsonValueKind.String, JsonValueKind.String) =>
            one.GetValue<string>() == other.GetValue<string>(),
        (JsonValue one, JsonValue other) => one.ToJsonString() == other.ToJsonString(),
        _ => false,
    };
}
