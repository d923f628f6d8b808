using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace QLab.Questionnaires;

/// <summary>What a questionnaire says, whether draft or published.</summary>
public sealed record Definition(
    [property: Worded(200)] LocalText Title, [property: Required, MinLength(1), MaxLength(300)] IReadOnlyList<Question> Questions)
{
    /// <summary>Language tags (BCP 47); the first is the one that texts fall back to.</summary>
    [MinLength(1), MaxLength(30)]
    public IReadOnlyList<string> Languages { get; init; } = ["en"];

    /// <summary>What people read before they begin.</summary>
    [Worded(10_000)]
    public LocalText? Introduction { get; init; }

    /// <summary>Elements of the FHIR resource that mean nothing here and go out again as they came.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Fhir { get; init; }

    /// <summary>Every question in page order, a section before what it holds.</summary>
    public IEnumerable<Question> InPageOrder() => InPageOrder(Questions);

    static IEnumerable<Question> InPageOrder(IReadOnlyList<Question> questions) =>
        questions.SelectMany(question => InPageOrder(question.Questions).Prepend(question));

    /// <summary>The title in the first language.</summary>
    public string PlainTitle => Title.In(Languages.FirstOrDefault() ?? "", Languages);
}

/// <summary>
/// A definition as JSON, without what is absent. Unknown members, members that stand twice and nulls in lists are refused.
/// </summary>
public static class DefinitionJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        PropertyNameCaseInsensitive = true,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RefuseNullItems } },
    };

    public static string Write(Definition definition) => JsonSerializer.Serialize(definition, Options);

    public static Definition Read(string json) => JsonSerializer.Deserialize<Definition>(json, Options)!;

    /// <remarks>RespectNullableAnnotations looks at members but not at the items of a list; no list of a definition has nulls.</remarks>
    static void RefuseNullItems(JsonTypeInfo type)
    {
        var lists = type.Properties
            .Where(property => property.PropertyType != typeof(string) && property.PropertyType.IsAssignableTo(typeof(IEnumerable))).ToList();
        if (type.Kind != JsonTypeInfoKind.Object || lists.Count == 0) return;
        type.OnDeserialized = read =>
        {
            foreach (var list in lists)
                if (list.Get!(read) is IEnumerable items && items.Cast<object?>().Contains(null))
                    throw new JsonException($"The list '{list.Name}' holds a null.");
        };
    }
}
