using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace QLab.Questionnaires;

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
