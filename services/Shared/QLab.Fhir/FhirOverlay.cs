using System.Text.Json;
using System.Text.Json.Nodes;

namespace QLab.Fhir;

/// <summary>
/// What a resource says beyond what we would write for it ourselves: unknown elements as they are, and where both say something, what
/// we say beside what it says. Taking up again gives the resource back exactly; where a definition was changed since, the change
/// stands.
/// </summary>
/// <remarks>The names of our own begin with @, which no element's name does.</remarks>
static class FhirOverlay
{
    const string Was = "@was", Is = "@is", Within = "@in", List = "@list";

    public static JsonObject Difference(JsonObject ours, JsonObject theirs)
    {
        var difference = new JsonObject();
        foreach (var (name, value) in theirs)
            if (!ours.TryGetPropertyValue(name, out var own)) difference[name] = value?.DeepClone();
            else if (!Same(own, value)) difference[name] = Change(name, own, value);
        foreach (var (name, value) in ours)
            if (!theirs.ContainsKey(name)) difference[name] = new JsonObject { [Was] = value?.DeepClone() };
        return difference;
    }

    public static void Apply(JsonObject ours, JsonObject carried)
    {
        foreach (var (name, value) in carried)
        {
            if (name.StartsWith('@')) continue;
            if (value is JsonObject change && change.Any(member => member.Key.StartsWith('@'))) Apply(ours, name, change);
            else if (!ours.ContainsKey(name)) ours[name] = value?.DeepClone();
        }
    }

    /// <summary>What an element becomes that we would write as this.</summary>
    public static JsonNode? Of(JsonNode ours, JsonObject? carried, string name)
    {
        var alone = new JsonObject { [name] = ours };
        if (carried?[name] is { } change) Apply(alone, new JsonObject { [name] = change.DeepClone() });
        return alone[name];
    }

    public static JsonObject? ToNode(IReadOnlyDictionary<string, JsonElement>? fhir) =>
        fhir is null ? null : new(fhir.Select(member => KeyValuePair.Create(member.Key, Node(member.Value))));

    public static IReadOnlyDictionary<string, JsonElement>? FromNode(JsonObject carried) =>
        carried.Count == 0 ? null : carried.ToDictionary(member => member.Key, member => JsonSerializer.SerializeToElement(member.Value));

    /// <summary>A copy that can be changed; numbers keep their digits.</summary>
    public static JsonNode? Node(JsonElement element) => JsonSerializer.SerializeToNode(element);

    /// <summary>Whether two values are the same in JSON, digit for digit.</summary>
    public static bool Same(JsonNode? left, JsonNode? right) => (left, right) switch
    {
        (null, null) => true,
        (JsonObject a, JsonObject b) =>
            a.Count == b.Count && a.All(member => b.TryGetPropertyValue(member.Key, out var other) && Same(member.Value, other)),
        (JsonArray a, JsonArray b) => a.Count == b.Count && a.Zip(b).All(pair => Same(pair.First, pair.Second)),
        (JsonValue a, JsonValue b) => a.GetValueKind() == b.GetValueKind() && (a.GetValueKind() == JsonValueKind.String
            ? a.GetValue<string>() == b.GetValue<string>()
            : a.ToJsonString() == b.ToJsonString()),
        _ => false,
    };

    static JsonObject Change(string name, JsonNode? ours, JsonNode? theirs) => (ours, theirs) switch
    {
        (JsonObject own, JsonObject other) => new() { [Within] = Difference(own, other) },
        (JsonArray own, JsonArray other) when name == "extension" => new() { [List] = Places(own, other) },
        _ => new() { [Was] = ours?.DeepClone(), [Is] = theirs?.DeepClone() },
    };

    static void Apply(JsonObject ours, string name, JsonObject change)
    {
        if (change[Within] is JsonObject within)
        {
            var part = ours[name] as JsonObject ?? [];
            Apply(part, within);
            if (part.Parent is null && part.Count > 0) ours[name] = part;
        }
        else if (change[List] is JsonArray places)
        {
            var merged = Merge(ours[name] as JsonArray ?? [], places);
            ours.Remove(name);
            if (merged.Count > 0) ours[name] = merged;
        }
        else if (ours.TryGetPropertyValue(name, out var own) && Same(own, change[Was]))
        {
            if (change.TryGetPropertyValue(Is, out var stands)) ours[name] = stands?.DeepClone();
            else ours.Remove(name);
        }
    }

    /// <summary>
    /// Extensions in their order: for one of ours its address alone, for one that we would write differently both, for the others what
    /// they are.
    /// </summary>
    static JsonArray Places(JsonArray ours, JsonArray theirs)
    {
        var places = new JsonArray();
        List<JsonNode?> left = [.. ours];
        foreach (var other in theirs)
        {
            var own = left.Find(one => Url(one) is { } url && url == Url(other));
            left.Remove(own);
            places.Add(own is null ? other?.DeepClone()
                : Same(own, other) ? new JsonObject { ["url"] = Url(own) }
                : new JsonObject { [Was] = own.DeepClone(), [Is] = other?.DeepClone() });
        }
        foreach (var own in left) places.Add(new JsonObject { [Was] = own?.DeepClone() });
        return places;
    }

    static JsonArray Merge(JsonArray ours, JsonArray places)
    {
        var merged = new JsonArray();
        List<JsonNode?> left = [.. ours];
        foreach (var place in places)
        {
            var isOurs = place is JsonObject one && (one.ContainsKey(Was) || (one.Count == 1 && one.ContainsKey("url")));
            if (!isOurs)
            {
                merged.Add(place?.DeepClone());
                continue;
            }
            var was = place![Was];
            var own = left.Find(candidate => Url(candidate) is { } url && url == Url(was ?? place));
            if (own is null) continue;
            left.Remove(own);
            if (was is null || !Same(own, was)) merged.Add(own.DeepClone());
            else if (place[Is] is { } stands) merged.Add(stands.DeepClone());
        }
        foreach (var own in left) merged.Add(own?.DeepClone());
        return merged;
    }

    static string? Url(JsonNode? extension) =>
        extension is JsonObject one && one["url"] is JsonValue url && url.TryGetValue<string>(out var text) ? text : null;
}
