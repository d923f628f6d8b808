using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using QLab.Questionnaires;

namespace QLab.Fhir;

/// <summary>Texts in several languages: the wording itself, and the others as translation extensions of it.</summary>
static partial class FhirText
{
    public static LocalText? Read(JsonObject from, string name, string language)
    {
        if (from.Text(name) is not { } wording) return null;
        var translations = new Dictionary<string, string>();
        var isBorrowed = false;
        foreach (var extension in from["_" + name].Extensions())
        {
            isBorrowed |= extension.Text("url") == FhirNames.Borrowed;
            if (Translation(extension) is { } translation) translations.TryAdd(translation.Language, translation.Content);
        }
        if (translations.Count == 0) return new(wording);
        if (!isBorrowed) translations[language] = wording;
        return new(translations);
    }

    public static void Write(JsonObject to, string name, LocalText text, IReadOnlyList<string> languages)
    {
        to[name] = text.In(languages[0], languages);
        var others = text.Translations.Where(t => !string.IsNullOrWhiteSpace(t.Value))
            .OrderBy(t => Place(t.Key, languages))
            .ThenBy(t => t.Key, StringComparer.Ordinal)
            .ToList();
        if (others.Count == 0) return;
        var isBorrowed = others.All(t => t.Key != languages[0]);
        if (others.Count > 1) others.RemoveAll(t => t.Key == languages[0]);
        var extensions = new JsonArray([.. others.Select(t => Translation(t.Key, t.Value))]);
        if (isBorrowed) extensions.Add(new JsonObject { ["url"] = FhirNames.Borrowed, ["valueBoolean"] = true });
        to["_" + name] = new JsonObject { ["extension"] = extensions };
    }

    public static JsonNode Translation(string language, string content) => new JsonObject
    {
        ["url"] = FhirNames.Translation,
        ["extension"] = new JsonArray(
            new JsonObject { ["url"] = "lang", ["valueCode"] = language },
            new JsonObject { ["url"] = "content", ["valueString"] = content }),
    };

    /// <summary>The language that a resource is in, then those of its translations as they come.</summary>
    public static IReadOnlyList<string> Languages(JsonObject resource)
    {
        var languages = new List<string> { First(resource) };
        Collect(resource, languages);
        return languages;
    }

    public static string First(JsonObject resource) =>
        resource.Text("language") is { } language && Tag().IsMatch(language) ? language : "en";

    static void Collect(JsonNode? node, List<string> languages)
    {
        if (node is JsonObject one && Translation(one) is { } translation && !languages.Contains(translation.Language))
            languages.Add(translation.Language);
        foreach (var part in node switch { JsonObject members => members.Select(m => m.Value), JsonArray items => items, _ => [] })
            Collect(part, languages);
    }

    static (string Language, string Content)? Translation(JsonObject extension)
    {
        if (extension.Text("url") != FhirNames.Translation) return null;
        var parts = extension.Extensions().ToList();
        return parts.Find(p => p.Text("url") == "lang")?.Text("valueCode") is { } language && Tag().IsMatch(language)
            && parts.Find(p => p.Text("url") == "content") is { } content && (content.Text("valueString") ?? content.Text("valueMarkdown")) is { } words
            ? (language, words) : null;
    }

    static int Place(string language, IReadOnlyList<string> languages) =>
        languages.TakeWhile(other => other != language).Count();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9-]{0,34}$")]
    private static partial Regex Tag();
}
