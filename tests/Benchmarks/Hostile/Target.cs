using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace QLab.Benchmarks.Hostile;

/// <summary>One operation of a service, as its OpenAPI document describes it.</summary>
sealed record Target(string Service, HttpMethod Method, string Path, OpenApiOperation Operation)
{
    public string Name => $"{Method} {Path}";

    public static async Task<List<Target>> ReadAsync(HttpClient gateway, IEnumerable<string> services)
    {
        var targets = new List<Target>();
        foreach (var service in services)
        {
            await using var json = await gateway.GetStreamAsync($"/openapi/{service}.json");
            var (document, _) = await OpenApiDocument.LoadAsync(json, "json");
            foreach (var (path, item) in document!.Paths)
                foreach (var (method, operation) in item.Operations!)
                    targets.Add(new(service, method, path, operation));
        }
        return targets;
    }

    /// <summary>Something that the schema allows, more or less.</summary>
    public static JsonNode? Plausible(IOpenApiSchema? schema, IReadOnlyList<string> ids, Random chance, int depth = 0)
    {
        if (schema is null || depth > 6) return null;
        if ((schema.OneOf ?? schema.AnyOf ?? schema.AllOf) is { Count: > 0 } choices)
            return Plausible(choices.LastOrDefault(c => c.Type != JsonSchemaType.Null), ids, chance, depth + 1);
        if (schema.Enum is { Count: > 0 } values) return values[chance.Next(values.Count)]?.DeepClone();
        var type = schema.Type ?? JsonSchemaType.Object;
        if (type.HasFlag(JsonSchemaType.String)) return Text(schema, ids, chance);
        if (type.HasFlag(JsonSchemaType.Integer)) return JsonValue.Create(chance.Next(1, 40));
        if (type.HasFlag(JsonSchemaType.Number)) return JsonValue.Create(chance.Next(1, 40) / 4.0);
        if (type.HasFlag(JsonSchemaType.Boolean)) return JsonValue.Create(chance.Next(2) == 0);
        if (type.HasFlag(JsonSchemaType.Array))
            return new JsonArray([.. Enumerable.Range(0, chance.Next(1, 3)).Select(_ => Plausible(schema.Items, ids, chance, depth + 1))]);
        var fields = new JsonObject();
        foreach (var (name, property) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
            if (schema.Required?.Contains(name) == true || chance.Next(3) > 0)
                fields[name] = Plausible(property, ids, chance, depth + 1);
        return fields;
    }

    static JsonNode? Text(IOpenApiSchema schema, IReadOnlyList<string> ids, Random chance) => schema.Format switch
    {
        "uuid" => JsonValue.Create(ids.Count > 0 && chance.Next(4) > 0 ? ids[chance.Next(ids.Count)] : Guid.NewGuid().ToString()),
        "date" => JsonValue.Create($"20{chance.Next(10, 30)}-0{chance.Next(1, 10)}-1{chance.Next(10)}"),
        "date-time" => JsonValue.Create($"20{chance.Next(10, 30)}-0{chance.Next(1, 10)}-1{chance.Next(10)}T12:00:00Z"),
        "email" => JsonValue.Create($"somebody{chance.Next(1000)}@example.org"),
        _ => JsonValue.Create(chance.Next(6) switch { 0 => "en", 1 => "research", 2 => $"k{chance.Next(100_000)}", _ => "Some words." }),
    };
}
