using System.Text;
using System.Text.Json.Nodes;
using QLab.Questionnaires;

namespace QLab.Fhir;

/// <summary>
/// Answer options in both worlds: ours have a short value of their own, theirs a coding, a text, a number, a day, a time or a
/// reference.
/// </summary>
static class FhirOptions
{
    /// <summary>Where a resource keeps an option's score, when not where we would write it; beside what is carried.</summary>
    const string ScoreAt = "@score";

    const int LongestValue = 64;

    public static Option Read(JsonObject option, HashSet<string> taken, IReadOnlyList<string> languages)
    {
        var (type, value) = option.Choice("value")!.Value;
        var coding = value as JsonObject;
        var said =
            coding?.Text("code") ?? coding?.Text("reference") ?? coding?.Text("display") ?? (value is JsonValue ? value.ToString() : "");
        var label = coding is not null
            ? FhirText.Read(coding, "display", languages[0])
            : type == "String" ? FhirText.Read(option, "valueString", languages[0]) : null;
        var (at, score) = Score(option, coding);

        var read = new Option(Free(said, taken), label ?? (said.Length > 0 ? said : "–"))
        {
            Score = score, Exclusive = option.Extension(FhirNames.OptionExclusive).Says("valueBoolean"),
        };
        var carried = FhirOverlay.Difference(Write(read, option.Says("initialSelected"), at, languages), option);
        if (at is not null and not "option ordinalValue") carried[ScoreAt] = at;
        return read with { Fhir = FhirOverlay.FromNode(carried) };
    }

    /// <summary>As the resource had it, with what has been changed since.</summary>
    public static JsonObject Write(Option option, bool selected, IReadOnlyList<string> languages)
    {
        var carried = FhirOverlay.ToNode(option.Fhir);
        var written = Write(option, selected, carried.Text(ScoreAt), languages);
        if (carried is null) return written;
        FhirOverlay.Apply(written, carried);
        if (written.Count(member => member.Key.StartsWith("value", StringComparison.Ordinal)) > 1)
            foreach (var other in written.Select(member => member.Key)
                .Where(name => name.StartsWith("value", StringComparison.Ordinal) && name != "valueCoding")
                .ToList()) written.Remove(other);
        return written.Choice("value") is null ? Write(option, selected, null, languages) : written;
    }

    /// <summary>A short value that no other option has: what the resource says where it can be one.</summary>
    public static string Free(string said, HashSet<string> taken)
    {
        var short_ = new StringBuilder();
        foreach (var c in said.Length > LongestValue ? said[..LongestValue] : said)
            short_.Append(char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '-');
        var value = short_.ToString() is { Length: > 0 } text && char.IsAsciiLetterOrDigit(text[0]) ? text : $"o{short_}";
        if (value.Length > LongestValue) value = value[..LongestValue];
        var free = value;
        for (var i = 2; !taken.Add(free); i++) free = $"{value[..Math.Min(value.Length, LongestValue - 5)]}-{i}";
        return free;
    }

    static JsonObject Write(Option option, bool selected, string? scoreAt, IReadOnlyList<string> languages)
    {
        var coding = new JsonObject { ["code"] = option.Value };
        FhirText.Write(coding, "display", option.Label, languages);
        var written = new JsonObject { ["valueCoding"] = coding };
        if (option.Score is { } score)
        {
            var at = (scoreAt ?? "option ordinalValue").Split(' ');
            Extend(at[0] == "coding" ? coding : written, new()
            {
                ["url"] = at[^1] == "itemWeight" ? FhirNames.ItemWeight : FhirNames.OrdinalValue, ["valueDecimal"] = score,
            });
        }
        if (option.Exclusive) Extend(written, new() { ["url"] = FhirNames.OptionExclusive, ["valueBoolean"] = true });
        if (selected) written["initialSelected"] = true;
        return written;
    }

    static void Extend(JsonObject node, JsonObject extension)
    {
        if (node["extension"] is JsonArray extensions) extensions.Add(extension);
        else node["extension"] = new JsonArray(extension);
    }

    static (string? At, decimal? Score) Score(JsonObject option, JsonObject? coding)
    {
        foreach (var (place, node) in new[] { ("option", option), ("coding", coding) })
            foreach (var (name, url) in new[] { ("ordinalValue", FhirNames.OrdinalValue), ("itemWeight", FhirNames.ItemWeight) })
                if (node.Extension(url)?.Number("valueDecimal") is { } score) return ($"{place} {name}", score);
        return (null, null);
    }
}

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
