using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using QLab.Questionnaires;

namespace QLab.Fhir;

/// <summary>Something that is answered in a resource: a question, or a row of a matrix.</summary>
/// <param name="Question">The question.</param>
/// <param name="Row">The row, where it is one of a matrix.</param>
/// <param name="Type">The item's type in FHIR.</param>
/// <param name="Options">Our values beside the options as the resource has them.</param>
sealed record FhirTarget(Question Question, string? Row, string Type, IReadOnlyList<(string Value, JsonObject Option)> Options)
{
    public static FhirTarget Of(Question question, string type, IReadOnlyList<string> languages, string? row = null) =>
        new(question, row, type, [.. question.Options.Select(option => (option.Value, FhirOptions.Write(option, false, languages)))]);
}

/// <summary>One answer in both worlds: ours is plain JSON, theirs <c>value[x]</c>.</summary>
static class FhirValue
{
    /// <returns>The type in FHIR, as its name ends, and the value; null when it cannot be said there.</returns>
    public static (string Type, JsonNode Value)? Write(FhirTarget target, JsonElement one) => one.ValueKind switch
    {
        JsonValueKind.String when target.Options.FirstOrDefault(o => one.ValueEquals(o.Value)).Option is { } option => Chosen(option),
        JsonValueKind.Object when target.Question.Other && one.TryGetProperty("other", out var words) =>
            ("String", FhirOverlay.Node(words)!),
        _ when target.Options.Count > 0 => null,
        JsonValueKind.String => Text(target.Type, one.GetString()!),
        JsonValueKind.True or JsonValueKind.False when target.Type == "boolean" => ("Boolean", FhirOverlay.Node(one)!),
        JsonValueKind.Number when target.Type == "integer" && one.TryGetInt32(out _) => ("Integer", FhirOverlay.Node(one)!),
        JsonValueKind.Number when target.Type is "integer" or "decimal" => ("Decimal", FhirOverlay.Node(one)!),
        JsonValueKind.Object when target.Type is "quantity" or "attachment" or "reference" => (Name(target.Type), FhirOverlay.Node(one)!),
        _ => null,
    };

    /// <returns>Our answer; null when this value does not answer the question.</returns>
    public static JsonNode? Read(FhirTarget target, string type, JsonNode value)
    {
        if (target.Options.Count > 0) return Choose(target, type, value);
        var text = value is JsonValue plain && plain.GetValueKind() == JsonValueKind.String ? plain.GetValue<string>() : null;
        return (target.Type, type) switch
        {
            ("choice" or "open-choice" or "question", "Coding") =>
                (value as JsonObject).Text("display") ?? (value as JsonObject).Text("code"),
            ("open-choice" or "question" or "string" or "text", "String") => text,
            ("date", "Date") => text is { Length: 10 } ? text : null,
            ("dateTime", "DateTime") => text?.Contains('T') == true ? text : null,
            ("time", "Time") => text is { Length: 8 } ? text : null,
            ("url", "Uri") => text,
            ("decimal", "Integer") => value.DeepClone(),
            _ => type == Name(target.Type) ? value.DeepClone() : null,
        };
    }

    /// <summary>Ours may leave out seconds and the offset, theirs never.</summary>
    static (string, JsonNode)? Text(string type, string text) => type switch
    {
        "choice" => ("Coding", new JsonObject { ["display"] = text }),
        "string" or "text" or "open-choice" or "question" => ("String", text),
        "url" => ("Uri", text),
        "date" => ("Date", text),
        "time" => ("Time", text.Length == 5 ? $"{text}:00" : text),
        "dateTime" => Whole(text) is { } whole ? ("DateTime", whole) : null,
        _ => null,
    };

    static string? Whole(string text)
    {
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)) return null;
        var isWhole = text.Length >= 20 && text[10] == 'T' && (text.EndsWith('Z') || text[^6] is '+' or '-');
        return isWhole ? text : instant.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture);
    }

    static (string, JsonNode)? Chosen(JsonObject option)
    {
        var (type, value) = option.Choice("value")!.Value;
        if (value is not JsonObject whole) return (type, value.DeepClone());
        return (type, new JsonObject(whole.Where(member => member.Key is not ("extension" or "id" or "userSelected") && member.Key[0] != '_').Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))));
    }

    static JsonNode? Choose(FhirTarget target, string type, JsonNode value)
    {
        foreach (var (ours, option) in target.Options)
        {
            var (kind, stands) = option.Choice("value")!.Value;
            if (kind == type && (type == "Coding" ? IsSameCode(stands as JsonObject, value as JsonObject) : FhirOverlay.Same(stands, value))) return ours;
        }
        if (!target.Question.Other) return null;
        var words = type == "String" ? value.ToString() : type == "Coding" ? (value as JsonObject).Text("display") : null;
        return words is null ? null : new JsonObject { ["other"] = words };
    }

    static bool IsSameCode(JsonObject? option, JsonObject? given) =>
        option is not null && given is not null
        && (given.Text("code") is { } code ? option.Text("code") == code : option.Text("code") is null && option.Text("display") == given.Text("display"))
        && (given.Text("system") is not { } system || option.Text("system") is not { } known || system == known);

    static string Name(string type) => char.ToUpperInvariant(type[0]) + type[1..];
}
