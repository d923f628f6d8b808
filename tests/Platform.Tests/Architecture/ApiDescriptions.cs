using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using QLab.Testing;

namespace QLab.Platform.Tests.Architecture;

/// <summary>
/// What a reader and a generator of clients need of the five committed OpenAPI documents. A linter that is not ours looks at them too:
/// tests/openapi-lint.sh.
/// </summary>
public sealed partial class ApiDescriptions
{
    public static TheoryData<string> Documents =>
        [.. Directory.GetFiles(Path.Combine(House.Root, "services"), "openapi.json", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(House.Root, path)).Where(path => !path.Contains("/bin/") && !path.Contains("/obj/"))];

    [Fact]
    public void There_is_one_for_each_service() => Documents.Count().ShouldBe(5);

    [Theory]
    [MemberData(nameof(Documents))]
    public void Each_says_what_the_service_is_for_whom_to_ask_and_where_it_is(string path)
    {
        var document = Read(path);
        document["info"]!["description"]!.GetValue<string>().Length.ShouldBeGreaterThan(100);
        document["info"]!["contact"]!["name"].ShouldNotBeNull();
        document["info"]!["license"]!["name"].ShouldNotBeNull();
        document["servers"]!.AsArray().ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_operation_has_a_name_of_its_own_that_a_method_could_have(string path)
    {
        var names = Operations(Read(path))
            .Select(operation => operation.Value["operationId"]?.GetValue<string>() ?? $"none at {operation.Name}").ToList();
        names.Where(name => !CamelCase().IsMatch(name)).ShouldBeEmpty();
        names.GroupBy(name => name).Where(same => same.Count() > 1).Select(same => same.Key).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_operation_says_what_it_does_who_may_and_how_it_refuses(string path)
    {
        var document = Read(path);
        var described = document["tags"]!.AsArray().Where(tag => tag!["description"] is not null)
            .Select(tag => tag!["name"]!.GetValue<string>()).ToList();
        var faults = from operation in Operations(document)
                     from fault in Faults(operation.Value, described)
                     select $"{operation.Name}: {fault}";
        faults.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_example_is_what_its_schema_says(string path)
    {
        var document = Read(path);
        var examples = ExamplesIn(document).ToList();
        examples.ShouldNotBeEmpty();
        examples.SelectMany(example => new SchemaRules(document).Faults(example.Schema, example.Value, example.Where)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_JSON_that_is_sent_has_an_example(string path)
    {
        var document = Read(path);
        var without = from operation in Operations(document)
                      let schema = operation.Value["requestBody"]?["content"]?["application/json"]?["schema"]
                      let named = schema?["oneOf"] is JsonArray orNothing ? orNothing[^1] : schema
                      where named?["$ref"] is not null && new SchemaRules(document).Resolve(named!)["examples"] is null
                      select operation.Name;
        without.ShouldBeEmpty();
    }

    static IEnumerable<string> Faults(JsonNode operation, List<string> described)
    {
        if (operation["security"] is not JsonArray) yield return "neither a token nor security: []";
        if (string.IsNullOrWhiteSpace(operation["summary"]?.GetValue<string>())) yield return "no summary";
        if (!operation["responses"]!.AsObject().Any(answer => answer.Key.StartsWith('4'))) yield return "no refusal";
        var tags = operation["tags"]?.AsArray().Select(tag => tag!.GetValue<string>()).ToList() ?? [];
        if (tags.Count == 0 || tags.Except(described).Any()) yield return $"a tag without words: {string.Join(", ", tags)}";
    }

    static IEnumerable<(string Where, JsonNode Schema, JsonNode Value)> ExamplesIn(JsonNode? node, string where = "#")
    {
        if (node is JsonArray items)
            foreach (var example in items.SelectMany((item, i) => ExamplesIn(item, $"{where}/{i}"))) yield return example;
        if (node is not JsonObject members) yield break;

        if (members["examples"] is JsonArray many)
            foreach (var example in many) yield return (where, members, example!);
        if (members["schema"] is { } schema && members["example"] is { } one) yield return (where, schema, one);
        foreach (var (name, member) in members.Where(member => member.Key is not ("example" or "examples")))
            foreach (var example in ExamplesIn(member, $"{where}/{name}")) yield return example;
    }

    static IEnumerable<(string Name, JsonNode Value)> Operations(JsonNode document) =>
        from address in document["paths"]!.AsObject()
        from operation in address.Value!.AsObject()
        select ($"{operation.Key.ToUpperInvariant()} {address.Key}", operation.Value!);

    static JsonNode Read(string path) => JsonNode.Parse(File.ReadAllText(Path.Combine(House.Root, path)))!;

    [GeneratedRegex("^[a-z]+([A-Z][a-z]*)*$")]
    private static partial Regex CamelCase();
}
