using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace QLab.ServiceDefaults.Http.Description;

/// <summary>An example of a request or an answer, for the API description.</summary>
/// <param name="json">The whole thing as JSON, valid against the record's own schema.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class ExampleAttribute(string json) : Attribute
{
    /// <summary>The example.</summary>
    public JsonNode Read() => JsonNode.Parse(json)!;
}

/// <summary>
/// One example for each schema that a request or the answer to a POST uses: the one beside the record, otherwise one with what is required,
/// made from formats, patterns and limits.
/// </summary>
static class Examples
{
    const string Id = "0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35", Day = "2026-09-01", Instant = "2026-09-01T09:00:00Z";
    const int Deepest = 8;

    /// <summary>For texts with a pattern; the first that fits is taken.</summary>
    static readonly string[] Words = ["Some words", "some-words", "en", "somebody@example.org", "12345678"];

    public static Task TakeFromRecord(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        if (context.JsonPropertyInfo is null && context.JsonTypeInfo.Type.GetCustomAttribute<ExampleAttribute>() is { } given)
            schema.Examples = [given.Read()];
        return Task.CompletedTask;
    }

    public static void Write(OpenApiDocument document)
    {
        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations!.Values))
        {
            foreach (var body in operation.RequestBody?.Content?.Values ?? []) Give(body.Schema);
            if (operation.Responses!.TryGetValue("201", out var created))
                foreach (var made in created.Content?.Values ?? []) Give(made.Schema);
        }
    }

    static void Give(IOpenApiSchema? schema)
    {
        if (schema is { OneOf: { Count: > 0 } either }) schema = either[^1]; // A body that may be left out.
        if (schema is OpenApiSchemaReference { RecursiveTarget: OpenApiSchema { Examples: null } named } && Of(named, "", 0) is { } example)
            named.Examples = [example];
    }

    static JsonNode? Of(IOpenApiSchema schema, string name, int depth)
    {
        if (schema.Examples is [var given, ..]) return given.DeepClone();
        if (schema.Enum is [var first, ..]) return first.DeepClone();
        if (schema.OneOf?.FirstOrDefault(one => one.Type != JsonSchemaType.Null) is { } either) return Of(either, name, depth);
        if (depth == Deepest || schema.Type is not { } type) return schema.Properties is null ? new JsonObject() : Members(schema, depth);
        return (type & ~JsonSchemaType.Null) switch
        {
            JsonSchemaType.Object => Members(schema, depth),
            JsonSchemaType.Array => Items(schema, name, depth),
            JsonSchemaType.Boolean => true,
            JsonSchemaType.Integer => (long)Number(schema),
            JsonSchemaType.Number => Number(schema),
            _ => Text(schema, name),
        };
    }

    static JsonArray Items(IOpenApiSchema schema, string name, int depth) =>
        new([.. Enumerable.Range(0, Math.Max(1, schema.MinItems ?? 1)).Select(_ => Of(schema.Items!, name, depth + 1))]);

    static JsonObject Members(IOpenApiSchema schema, int depth)
    {
        var members = new JsonObject();
        foreach (var (name, member) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
            if (schema.Required is not { Count: > 0 } required || required.Contains(name)) members[name] = Of(member, name, depth + 1);
        return members;
    }

    static decimal Number(IOpenApiSchema schema) =>
        decimal.TryParse(schema.Minimum, System.Globalization.CultureInfo.InvariantCulture, out var least) ? Math.Max(1, least) : 1;

    static JsonNode Text(IOpenApiSchema schema, string name) => schema.Format switch
    {
        "uuid" => Id,
        "date" => Day,
        "date-time" => Instant,
        "uri" => "https://example.org",
        _ => Words.Prepend(Said(name)).First(words => Fits(words, schema)),
    };

    static bool Fits(string words, IOpenApiSchema schema) =>
        words.Length >= (schema.MinLength ?? 0) && words.Length <= (schema.MaxLength ?? int.MaxValue)
        && (schema.Pattern is not { } pattern || Regex.IsMatch(words, pattern));

    /// <summary>A member's name as words: <c>whatChanged</c> is "What changed".</summary>
    static string Said(string name) => name.Length == 0 ? "Words"
        : char.ToUpperInvariant(name[0]) + Regex.Replace(name[1..], "[A-Z]", letter => $" {char.ToLowerInvariant(letter.Value[0])}");
}
