using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using QLab.ServiceDefaults.Security;

namespace QLab.Testing;

/// <summary>
/// Asks every operation that a service describes with the token of somebody who coordinates one project, about things of another one.
/// </summary>
public static partial class ClosedToCoordinators
{
    /// <summary>What is wrong, a line for each operation.</summary>
    /// <param name="app">The service.</param>
    /// <param name="scopes">All of its scopes.</param>
    /// <param name="elsewhere">One thing of another project for each noun: <c>surveys</c>; under <c>projectId</c>, that project.</param>
    /// <param name="lists">Operations that another test holds to what such a caller sees there: <c>GET /surveys</c>.</param>
    public static async Task<IReadOnlyList<string>> OpenToCoordinatorsAsync<TProgram>(
        this ServiceApp<TProgram> app, string scopes, IReadOnlyDictionary<string, Guid> elsewhere, IReadOnlyCollection<string> lists)
        where TProgram : class
    {
        using var anonymous = app.Anonymous();
        using var bound = app.Coordinator(scopes, Guid.NewGuid());
        var document = JsonNode.Parse(await anonymous.GetStringAsync("/openapi/v1.json"))!;
        var faults = new List<string>();
        foreach (var (path, operations) in document["paths"]!.AsObject())
            foreach (var (method, operation) in operations!.AsObject().Where(o => o.Value!["security"] is JsonArray { Count: > 0 }))
            {
                var name = $"{method.ToUpperInvariant()} {path.Replace($"/api/{app.Service}/v1", "")}";
                var described = operation!["description"]!.GetValue<string>();
                if (described.Contains("`me`", StringComparison.Ordinal)) continue;
                var open = described.Contains("for coordinators", StringComparison.Ordinal);
                if (lists.Contains(name))
                {
                    if (!open) faults.Add($"{name} is closed, and a test says what is seen");
                    continue;
                }
                var status = await StatusAsync(bound, method, path, operation, document, elsewhere);
                if (status != (open ? 404 : 403)) faults.Add($"{name} is {(open ? "open" : "closed")} and answers {status}");
            }
        return faults;
    }

    /// <summary>Somebody who coordinates these projects.</summary>
    public static HttpClient Coordinator<TProgram>(this ServiceApp<TProgram> app, string scopes, params Guid[] projects)
        where TProgram : class =>
        app.WithToken(app.Issuer.PersonToken(Guid.NewGuid(), scopes, [Roles.Coordinator], projects: projects));

    static async Task<int> StatusAsync(
        HttpClient client, string method, string path, JsonNode operation, JsonNode document, IReadOnlyDictionary<string, Guid> elsewhere)
    {
        var address = Thing().Replace(path, match => elsewhere.TryGetValue(match.Groups[1].Value, out var id)
            ? $"/{match.Groups[1].Value}/{id}" : match.Value);
        using var request = new HttpRequestMessage(new(method), Addresses.Filled(address, operation) + Query(operation));
        if (operation["requestBody"]?["content"]?.AsObject().First() is { } content)
            request.Content = content.Key == "multipart/form-data" ? Form(content.Value!, document)
                : new StringContent(Body(content.Value!, document, elsewhere), Encoding.UTF8, content.Key);
        if (method is "put" or "delete") request.Headers.Add("If-Match", "*");
        using var answer = await client.SendAsync(request);
        return (int)answer.StatusCode;
    }

    static string Query(JsonNode operation)
    {
        var needed =
            operation["parameters"]?.AsArray().Where(p => p!["in"]?.GetValue<string>() == "query" && p["required"] is not null) ?? [];
        return $"?{string.Join('&', needed.Select(p => $"{p!["name"]}={Addresses.Nobody}"))}";
    }

    static MultipartFormDataContent Form(JsonNode content, JsonNode document)
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent("%PDF-1.7"u8.ToArray()), "file", "file.pdf" } };
        foreach (var part in content["schema"]!["allOf"]!.AsArray().Where(part => part!["$ref"] is not null))
            foreach (var (name, value) in Example(part!["$ref"]!, document) ?? [])
                form.Add(new StringContent(value?.ToString() ?? ""), name);
        return form;
    }

    static JsonObject? Example(JsonNode reference, JsonNode document) =>
        document["components"]!["schemas"]![reference.GetValue<string>().Split('/')[^1]]!["examples"]?[0]?.DeepClone().AsObject();

    /// <summary>The operation's own example, about the other project.</summary>
    static string Body(JsonNode content, JsonNode document, IReadOnlyDictionary<string, Guid> elsewhere)
    {
        if (content["schema"]?["$ref"] is not { } reference || Example(reference, document) is not { } example) return "{}";
        foreach (var (member, noun) in new[] { ("projectId", "projects"), ("questionnaireId", "questionnaires") })
            if (example.ContainsKey(member) && elsewhere.TryGetValue(noun, out var id)) example[member] = id;
        return example.ToJsonString();
    }

    [GeneratedRegex("/([A-Za-z-]+)/{[^}]*}")]
    private static partial Regex Thing();
}
