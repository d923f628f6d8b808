using System.Text.Json.Nodes;

namespace QLab.Fhir;

/// <summary>
/// The codes of value sets that come inside a resource: of their expansion, of their lists of concepts, or of a code system that comes
/// along.
/// </summary>
static class FhirValueSets
{
    /// <returns>As answer options; null when the codes are somewhere else.</returns>
    public static IReadOnlyList<JsonObject>? Expand(JsonObject resource, string reference)
    {
        if (!reference.StartsWith('#')) return null;
        var set = resource.Objects("contained").FirstOrDefault(r => r.Text("resourceType") == "ValueSet" && r.Text("id") == reference[1..]);
        if (set is null) return null;
        if (set["expansion"] is JsonObject expansion && expansion.ContainsKey("contains"))
            return [.. expansion.Objects("contains").SelectMany(Expanded)];
        if (set["compose"] is not JsonObject compose || compose.ContainsKey("exclude")) return null;

        var options = new List<JsonObject>();
        foreach (var include in compose.Objects("include"))
        {
            if (include.ContainsKey("filter") || include.ContainsKey("valueSet")) return null;
            var system = include.Text("system");
            var concepts = include.ContainsKey("concept") ? include.Objects("concept") : OfSystem(resource, system);
            if (concepts is null) return null;
            options.AddRange(concepts.Select(concept => Option(system, concept)));
        }
        return options.Count == 0 ? null : options;
    }

    static IEnumerable<JsonObject> Expanded(JsonObject entry)
    {
        if (!entry.Says("abstract") && entry.ContainsKey("code")) yield return Option(entry.Text("system"), entry);
        foreach (var below in entry.Objects("contains").SelectMany(Expanded)) yield return below;
    }

    static IEnumerable<JsonObject>? OfSystem(JsonObject resource, string? system) =>
        resource.Objects("contained").FirstOrDefault(r => r.Text("resourceType") == "CodeSystem" && r.Text("url") == system && r.Text("content") == "complete") is { } all
            ? all.Objects("concept").SelectMany(WithThoseBelow) : null;

    static IEnumerable<JsonObject> WithThoseBelow(JsonObject concept) =>
        concept.Objects("concept").SelectMany(WithThoseBelow).Prepend(concept);

    static JsonObject Option(string? system, JsonObject concept)
    {
        var coding = new JsonObject();
        if (system is not null) coding["system"] = system;
        coding["code"] = concept.Text("code");
        if (concept.Text("display") is { } display)
        {
            coding["display"] = display;
            JsonNode[] translations = [.. concept.Objects("designation").Where(d => d.Text("language") is not null && d.Text("value") is not null)
                .Select(d => FhirText.Translation(d.Text("language")!, d.Text("value")!))];
            if (translations.Length > 0) coding["_display"] = new JsonObject { ["extension"] = new JsonArray(translations) };
        }
        var option = new JsonObject { ["valueCoding"] = coding };
        if (concept["extension"] is { } extensions) option["extension"] = extensions.DeepClone();
        return option;
    }
}
