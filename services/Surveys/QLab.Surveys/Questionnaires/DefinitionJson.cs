using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using QLab.ServiceDefaults.Http;

namespace QLab.Surveys.Questionnaires;

/// <summary>A definition as it lies in the database: the same JSON as in the API, without what is absent.</summary>
static class DefinitionJson
{
    public static readonly JsonSerializerOptions Options = Json.Apply(new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull });

    /// <summary>A definition is replaced whole or not at all, so the one that was read is the one that is stored.</summary>
    public static readonly ValueComparer<Definition> NeverChanges = new((left, right) => ReferenceEquals(left, right), definition => definition.Questions.Count, definition => definition);

    public static string Write(Definition definition) => JsonSerializer.Serialize(definition, Options);

    public static Definition Read(string json) => JsonSerializer.Deserialize<Definition>(json, Options)!;
}
