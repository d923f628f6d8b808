using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace QLab.Testing;

/// <summary>
/// Sends what no client should send to every operation that a service describes in its OpenAPI document, and lists every answer
/// that is not the right 4xx problem. New endpoints are covered the moment they exist.
/// </summary>
public sealed partial class BadInput<TProgram>(ServiceApp<TProgram> app, string allScopes) where TProgram : class
{
    const string SomeId = "018f2b5e-0000-7000-8000-000000000000";

    readonly List<string> faults = [];

    /// <summary>Runs the whole sweep.</summary>
    /// <returns>One line for each wrong answer.</returns>
    public async Task<IReadOnlyList<string>> SweepAsync()
    {
        using var anonymous = app.Anonymous();
        using var all = app.Client(allScopes);
        using var foreign = app.WithToken(TokenIssuer.ForeignToken(allScopes));
        using var expired = app.WithToken(app.Issuer.Token(allScopes, lifetime: TimeSpan.FromHours(-1)));
        using var elsewhere = app.WithToken(app.Issuer.Token(allScopes, audience: "another-platform"));
        using var wrongScope = app.Client("nothing:read");

        foreach (var operation in await OperationsAsync(anonymous))
        {
            if (operation.NeedsToken)
            {
                await Expect(operation, anonymous, "no token", HttpStatusCode.Unauthorized);
                await Expect(operation, foreign, "a foreign token", HttpStatusCode.Unauthorized);
                await Expect(operation, expired, "an expired token", HttpStatusCode.Unauthorized);
                await Expect(operation, elsewhere, "a token for another audience", HttpStatusCode.Unauthorized);
                await Expect(operation, wrongScope, "a token without the scope", HttpStatusCode.Forbidden);
            }
            if (operation.Path.Contains('{'))
                await Expect(operation with { Id = "not-an-id" }, all, "a wrong id", HttpStatusCode.NotFound);
            if (operation.HasBody) await SendBadBodies(operation, all);
            await AskWithParameters(operation, all);
        }
        return faults;
    }

    async Task AskWithParameters(Operation operation, HttpClient client)
    {
        if (!operation.Path.StartsWith("/api/", StringComparison.Ordinal)) return;
        await Expect(operation with { Query = "?thereIsNoSuchParameter=1" }, client, "an unknown parameter", HttpStatusCode.BadRequest);
        if (operation.Parameters.Count == 0) return;

        using var request = new HttpRequestMessage(new(operation.Method), operation.Address + "?thereIsNoSuchParameter=1");
        using var refused = await client.SendAsync(request);
        var text = await refused.Content.ReadAsStringAsync();
        var said = text.Split("there are ").Last().Split('.')[0].Split(", ");
        if (operation.Parameters.Except(said).ToList() is { Count: > 0 } forgotten)
            faults.Add($"{operation.Method} {operation.Path} takes {string.Join(", ", forgotten)} but does not say so: {text}");
    }

    async Task SendBadBodies(Operation operation, HttpClient client)
    {
        foreach (var (what, body) in BadBodies(operation))
            await Expect(operation, client, what, HttpStatusCode.BadRequest, body);
        if (operation.Method == "PUT") await ForgetEveryMember(operation, client);
        await Expect(operation, client, "no JSON", HttpStatusCode.UnsupportedMediaType, "hello", "text/plain");
        foreach (var charset in (string[])["nonsense", "utf-7"])
            await Expect(operation, client, charset, HttpStatusCode.UnsupportedMediaType, "{}", $"application/json; charset={charset}");
        await Expect(
            operation, client, "more than it takes", HttpStatusCode.RequestEntityTooLarge, $"\"{new string('x', operation.MostBytes)}\"");
        await Expect(operation, client, "an unquoted Idempotency-Key", HttpStatusCode.BadRequest, "{}", key: "unquoted");
    }

    /// <summary>A PUT says the whole thing: each member is needed, is described so, and is named when it is left out.</summary>
    async Task ForgetEveryMember(Operation operation, HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, operation.Address);
        request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        using var refused = await client.SendAsync(request);
        var text = await refused.Content.ReadAsStringAsync();
        var errors = refused.StatusCode == HttpStatusCode.BadRequest ? JsonNode.Parse(text)!["errors"]?.AsObject() : null;
        var named = errors?.Select(e => e.Key[1..]).ToList() ?? [];
        var members = operation.Fields.Select(field => field.Name).ToList();
        if (members.Except(named).Concat(members.Except(operation.Required)).Distinct().ToList() is { Count: > 0 } forgotten)
            faults.Add($"PUT {operation.Path} may leave out {string.Join(", ", forgotten)}, or does not say that it may not: {text}");
    }

    static IEnumerable<(string, string)> BadBodies(Operation operation)
    {
        if (operation.NeedsBody) yield return ("nothing", "");
        yield return ("half a document", "{\"");
        yield return ("an array", "[]");
        if (operation.NeedsBody) yield return ("null", "null");
        yield return ("a hundred nested arrays", new string('[', 100) + new string(']', 100));
        yield return ("an unknown field", "{\"thereIsNoSuchField\": 1}");
        foreach (var (field, takesAnyObject) in operation.Fields)
        {
            yield return ($"a number in {field}", $"{{\"{field}\": -1e400}}");
            if (!takesAnyObject) yield return ($"an object in {field}", $"{{\"{field}\": {{\"wrong\": [true]}}}}");
        }
    }

    async Task Expect(Operation operation, HttpClient client, string what, HttpStatusCode expected, string body = "{}", string type = "application/json", string? key = null)
    {
        using var request = new HttpRequestMessage(new(operation.Method), operation.Address);
        if (operation.HasBody) request.Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(type));
        if (body.Length > 1024 * 1024) request.Headers.ExpectContinue = true;
        if (operation.NeedsIfMatch) request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);

        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (response.StatusCode != expected)
            faults.Add($"{operation.Method} {operation.Path} with {what}: {(int)response.StatusCode} instead of {(int)expected}: {text}");
        else if (response.Content.Headers.ContentType?.MediaType != "application/problem+json"
            || !text.Contains("urn:qlab:problem:", StringComparison.Ordinal)
            || !text.Contains("traceId", StringComparison.Ordinal))
            faults.Add($"{operation.Method} {operation.Path} with {what}: {(int)response.StatusCode} without a problem of ours: {text}");
    }

    static async Task<List<Operation>> OperationsAsync(HttpClient client)
    {
        var document = JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!;
        return [.. from path in document["paths"]!.AsObject()
                   from operation in path.Value!.AsObject()
                   select Operation.Read(path.Key, operation.Key, operation.Value!, document)];
    }

    sealed partial record Operation(string Path, string Method, bool NeedsToken, bool NeedsIfMatch, bool HasBody, bool NeedsBody,
        IReadOnlyList<(string Name, bool TakesAnyObject)> Fields, IReadOnlyList<string> Parameters)
    {
        public string Id { get; init; } = SomeId;

        public string Query { get; init; } = "";

        /// <summary>As the document says; what says nothing takes a megabyte.</summary>
        public int MostBytes { get; init; }

        public IReadOnlyList<string> Numbers { get; init; } = [];

        public IReadOnlyList<string> Required { get; init; } = [];

        public string Address =>
            Placeholder().Replace(Path, part => Id == SomeId && Numbers.Contains(part.Value[1..^1]) ? "1" : Id) + Query;

        public static Operation Read(string path, string method, JsonNode operation, JsonNode document)
        {
            var schema = operation["requestBody"]?["content"]?["application/json"]?["schema"];
            if (schema?["oneOf"] is JsonArray withNull) schema = withNull[^1]; // a body that may be left out
            if (schema?["$ref"]?.GetValue<string>() is { } reference)
                schema = document["components"]!["schemas"]![reference.Split('/')[^1]];
            return new(
                path, method.ToUpperInvariant(), operation["security"] is JsonArray { Count: > 0 },
                operation["parameters"]?.AsArray().Any(p => p!["name"]?.GetValue<string>() == "If-Match") ?? false,
                schema is not null, operation["requestBody"]?["required"]?.GetValue<bool>() ?? false,
                [.. schema?["properties"]?.AsObject().Select(p => (p.Key, TakesAnyObject(p.Value!))) ?? []],
                Parameters("query"))
            {
                MostBytes = operation["x-limits"]?["maxBytes"]?.GetValue<int>() ?? 1024 * 1024,
                Numbers = Parameters("path", type: "integer"),
                Required = [.. schema?["required"]?.AsArray().Select(name => name!.GetValue<string>()) ?? []],
            };

            IReadOnlyList<string> Parameters(string where, string type = "") =>
                [.. from p in operation["parameters"]?.AsArray() ?? []
                    where p["in"]?.GetValue<string>() == @where
                        && (p["schema"]?["type"]?.ToJsonString() ?? "").Contains(type, StringComparison.Ordinal)
                    select p["name"]!.GetValue<string>()];
        }

        static bool TakesAnyObject(JsonNode schema) =>
            schema["additionalProperties"] is not null
                || (schema["type"]?.ToString().Contains("object", StringComparison.Ordinal) ?? false);

        [GeneratedRegex("{[^}]*}")]
        private static partial Regex Placeholder();
    }
}
