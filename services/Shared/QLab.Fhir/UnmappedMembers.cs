using System.Text.Json;
using System.Text.Json.Nodes;
using QLab.Questionnaires;

namespace QLab.Fhir;

/// <summary>
/// What is left over when one of our questions has become an item and is read back: it goes out in one extension, so that nothing is
/// lost between two of us.
/// </summary>
static class UnmappedMembers
{
    static readonly string[] SaidElsewhere = ["id", "questions", "fhir"];

    /// <summary>The members of the question that its item does not say.</summary>
    public static JsonObject Missing(Question question, JsonObject item, FhirLinks links)
    {
        var said = Members(question);
        var read = ReadBack(item, links, null);
        var missing = Missing(said, read);
        // A matrix is read in a way of its own, so much of it is said by its rows already.
        return question.Type == QuestionType.Matrix ? Missing(said, ReadBack(item, links, new() { ["type"] = "matrix" }), "type") : missing;

        JsonObject ReadBack(JsonObject from, FhirLinks names, JsonObject? own)
        {
            var reader = new FhirItemReader(names.Languages, null, null);
            var back = reader.Read(from, question.Id, "", own);
            return Members(back.HasOwnCondition ? back.Question : back.Question with { ShownWhen = FhirConditions.Read(from, names.Targets, _ => { }) });
        }
    }

    /// <summary>The same for a whole questionnaire.</summary>
    public static JsonObject Missing(JsonObject said, JsonObject read, params string[] always)
    {
        var missing = new JsonObject();
        foreach (var (name, value) in said)
            if (always.Contains(name) || !FhirOverlay.Same(value, read[name])) missing[name] = value?.DeepClone();
        foreach (var (name, _) in read)
            if (!said.ContainsKey(name)) missing[name] = null;
        return missing;
    }

    /// <exception cref="JsonException">The extension holds something else.</exception>
    public static JsonObject? Read(JsonObject node, string url)
    {
        if (node.Extension(url).Text("valueString") is not { } text) return null;
        using var document = JsonDocument.Parse(text, new() { MaxDepth = 32, AllowDuplicateProperties = false });
        return FhirOverlay.Node(document.RootElement) as JsonObject ?? throw new JsonException("An object is needed.");
    }

    /// <exception cref="JsonException">The members do not fit.</exception>
    public static Question Apply(Question question, JsonObject own)
    {
        if (own.Any(member => SaidElsewhere.Contains(member.Key)))
            throw new JsonException("A member stands here that the item says itself.");
        var whole = JsonSerializer.SerializeToNode(question, DefinitionJson.Options)!.AsObject();
        foreach (var (name, value) in own)
            if (value is null) whole.Remove(name);
            else whole[name] = value.DeepClone();
        return whole.Deserialize<Question>(DefinitionJson.Options) ?? throw new JsonException("A question is needed.");
    }

    static JsonObject Members(Question question)
    {
        var members = JsonSerializer.SerializeToNode(question with { Fhir = null, Questions = [] }, DefinitionJson.Options)!.AsObject();
        foreach (var name in SaidElsewhere) members.Remove(name);
        foreach (var option in members.Objects("options").Concat(members.Objects("rows"))) option.Remove("fhir");
        return members;
    }
}
