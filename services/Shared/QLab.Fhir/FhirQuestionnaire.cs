using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using QLab.Questionnaires;

namespace QLab.Fhir;

/// <summary>
/// Questionnaires as FHIR R4 resources (§12.1), both ways: what FHIR says and we do not is carried, what we say and FHIR does not goes
/// in an extension of ours, so that a resource that comes in goes out as it was, and a definition that goes out comes in as it was.
/// </summary>
public static class FhirQuestionnaire
{
    /// <summary>Beside what is carried: the definition was not made on a platform like this one.</summary>
    const string CameAsResource = "@resource";

    static readonly string[] OfThePublication = ["id", "url", "version", "date"];

    /// <returns>The definition, when the issues hold no error.</returns>
    public static Definition? Read(JsonElement resource, out FhirIssues issues)
    {
        issues = new FhirIssues("Questionnaire");
        if (Understand(resource, issues) is not var (definition, pointers)) return null;
        DefinitionFaults.Tell(definition, pointers, issues);
        return issues.HasErrors ? null : definition;
    }

    /// <returns>
    /// What a resource says that is right by the standard, whether it can be put to people or not; and where each question stands in
    /// it.
    /// </returns>
    public static (Definition Definition, IReadOnlyDictionary<string, string> Pointers)? Understand(JsonElement resource, FhirIssues issues)
    {
        if (!FhirShape.Check(resource, "Questionnaire", issues)) return null;
        var node = FhirOverlay.Node(resource)!.AsObject();
        FhirItemRules.Check(node, issues);
        if (issues.HasErrors) return null;

        var own = Own(node, issues);
        var reader = new FhirQuestionnaireReader(node, Languages(node, own), issues);
        var definition =
            new Definition(Title(node), reader.Read()) { Languages = Languages(node, own), Introduction = Introduction(own, issues) };
        definition = definition with { Fhir = Carry(definition, node, own, issues) };
        return issues.HasErrors ? null : (definition, reader.Pointers);
    }

    /// <summary>The resource of a definition, without what only a published version has.</summary>
    public static JsonObject Write(Definition definition, FhirIssues? issues = null)
    {
        var links = new FhirLinks(definition.InPageOrder(), definition.Languages);
        var resource = Plain(definition, IsForeign(definition) ? null : new JsonObject());
        if (FhirOverlay.ToNode(definition.Fhir) is { } carried) FhirOverlay.Apply(resource, carried);
        if (FhirItems.Write(definition.Questions, "", links, issues) is { Count: > 0 } items) resource["item"] = items;
        SayTheRest(resource, definition);
        return resource;
    }

    /// <summary>The resource of a published version: it keeps the names that it came with, and has ours where it came with none.</summary>
    public static JsonObject Write(Guid id, int number, DateTimeOffset publishedAt, Definition definition, FhirIssues? issues = null)
    {
        var resource = Write(definition, issues);
        var whole = new JsonObject { ["resourceType"] = "Questionnaire", ["id"] = id.ToString() };
        if (!IsForeign(definition) && !resource.ContainsKey("url"))
        {
            whole["url"] = Canonical(id);
            if (!resource.ContainsKey("version")) whole["version"] = number.ToString(CultureInfo.InvariantCulture);
            if (!resource.ContainsKey("date"))
                whole["date"] = publishedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        }
        foreach (var (name, value) in resource)
            if (!whole.ContainsKey(name)) whole[name] = value?.DeepClone();
        return whole;
    }

    public static string Canonical(Guid id) => $"urn:uuid:{id}";

    static JsonObject Plain(Definition definition, JsonObject? own)
    {
        var resource = new JsonObject { ["resourceType"] = "Questionnaire", ["language"] = definition.Languages[0] };
        FhirText.Write(resource, "title", definition.Title, definition.Languages);
        resource["status"] = "active";
        if (definition.Introduction is { } introduction) FhirText.Write(resource, "description", introduction, definition.Languages);
        if (own is not null) resource["extension"] = new JsonArray(Extension(own));
        return resource;
    }

    /// <summary>
    /// What FHIR has no words for: which text is read first, and in which order languages come that its translations only name.
    /// </summary>
    static void SayTheRest(JsonObject resource, Definition definition)
    {
        var said = FhirText.Languages(resource);
        var own = new JsonObject();
        if (definition.Introduction is { } introduction)
            own["introduction"] = JsonSerializer.SerializeToNode(introduction, DefinitionJson.Options);
        if (IsForeign(definition) ? !said.Order().SequenceEqual(definition.Languages.Order()) : said.Count > 1 || definition.Languages.Count > 1)
            own["languages"] = new JsonArray([.. definition.Languages.Select(language => (JsonNode)language)]);

        if (resource.Extension(FhirNames.OwnQuestionnaire) is { } place) place["valueString"] = own.ToJsonString();
        else if (own.Count > 0 && resource["extension"] is JsonArray extensions) extensions.Add(Extension(own));
        else if (own.Count > 0) resource["extension"] = new JsonArray(Extension(own));
    }

    static JsonObject Extension(JsonObject own) => new() { ["url"] = FhirNames.OwnQuestionnaire, ["valueString"] = own.ToJsonString() };

    static bool IsForeign(Definition definition) => definition.Fhir?.ContainsKey(CameAsResource) == true;

    static IReadOnlyDictionary<string, JsonElement>? Carry(Definition definition, JsonObject resource, JsonObject? own, FhirIssues issues)
    {
        var theirs = resource.DeepClone().AsObject();
        theirs.Remove("item");
        if (own is not null && theirs.Text("id") is { } id && theirs.Text("url") == $"urn:uuid:{id}")
        {
            foreach (var name in OfThePublication) theirs.Remove(name);
            issues.Tell("", "This came from a platform like this one: id, url, version and date are given anew.");
        }
        else if (theirs.ContainsKey("id"))
        {
            issues.Tell("/id", "The resource has another id here.");
        }
        var carried = FhirOverlay.Difference(Plain(definition, own), theirs);
        if (own is null) carried[CameAsResource] = true;
        string[] kept = [.. theirs.Where(member => carried[member.Key] is { } value && FhirOverlay.Same(value, member.Value) && member.Key is not ("id" or "extension")).Select(member => member.Key)];
        if (kept.Length > 0) issues.Tell("", $"Kept as it came and used for nothing here: {string.Join(", ", kept)}.");
        if (theirs.ContainsKey("implicitRules") || theirs.ContainsKey("modifierExtension"))
            issues.Warn("", "Rules that may change what the resource means are kept and not understood here.");
        return FhirOverlay.FromNode(carried);
    }

    static LocalText Title(JsonObject resource)
    {
        var language = FhirText.First(resource);
        return FhirText.Read(resource, "title", language) ?? resource.Text("name") ?? resource.Text("url") ?? "Questionnaire";
    }

    static JsonObject? Own(JsonObject resource, FhirIssues issues)
    {
        try
        {
            return UnmappedMembers.Read(resource, FhirNames.OwnQuestionnaire);
        }
        catch (JsonException)
        {
            issues.Error("/extension", "value", $"The extension {FhirNames.OwnQuestionnaire} holds no JSON object: leave it out.");
            return null;
        }
    }

    static IReadOnlyList<string> Languages(JsonObject resource, JsonObject? own)
    {
        var first = FhirText.First(resource);
        return own?["languages"] is JsonArray said && said.All(l => l?.GetValueKind() == JsonValueKind.String) && said.Count > 0 && said[0]!.GetValue<string>() == first
            ? [.. said.Select(l => l!.GetValue<string>())] : FhirText.Languages(resource);
    }

    static LocalText? Introduction(JsonObject? own, FhirIssues issues)
    {
        try
        {
            return own?["introduction"]?.Deserialize<LocalText>(DefinitionJson.Options);
        }
        catch (JsonException)
        {
            issues.Error("/extension", "value", "The introduction in this extension is no text.");
            return null;
        }
    }
}
