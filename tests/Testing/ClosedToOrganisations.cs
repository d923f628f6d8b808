using System.Text.Json.Nodes;

namespace QLab.Testing;

/// <summary>Asks every operation that a service describes with a token that has every scope and is bound to one organisation.</summary>
public static class ClosedToOrganisations
{
    /// <summary>What is wrong, a line for each operation.</summary>
    /// <param name="app">The service.</param>
    /// <param name="scopes">All of its scopes.</param>
    /// <param name="open">Operations that another test holds to what such a caller may see there: <c>GET /surveys</c>.</param>
    public static async Task<IReadOnlyList<string>> OpenToOrganisationsAsync<TProgram>(
        this ServiceApp<TProgram> app, string scopes, IReadOnlyCollection<string> open) where TProgram : class
    {
        using var anonymous = app.Anonymous();
        using var bound = app.Client(scopes, Guid.NewGuid());
        var document = JsonNode.Parse(await anonymous.GetStringAsync("/openapi/v1.json"))!;
        var faults = new List<string>();
        foreach (var (path, operations) in document["paths"]!.AsObject())
            foreach (var (method, operation) in operations!.AsObject().Where(o => o.Value!["security"] is JsonArray { Count: > 0 }))
            {
                var name = $"{method.ToUpperInvariant()} {path.Replace($"/api/{app.Service}/v1", "")}";
                if (name.Contains(" /me", StringComparison.Ordinal)) continue;
                var described = operation!["description"]!.GetValue<string>();
                var says = described.Contains("; on behalf of an organisation: ", StringComparison.Ordinal);
                if (says != open.Contains(name)) faults.Add($"{name} is {(says ? "open, and no test" : "closed, and a test")} says what is seen");
                if (!says && await StatusAsync(bound, method, path, operation) is not 403 and var status) faults.Add($"{name} lets in: {status}");
            }
        return faults;
    }

    static async Task<int> StatusAsync(HttpClient client, string method, string path, JsonNode operation)
    {
        using var request = new HttpRequestMessage(new(method), Addresses.Filled(path, operation));
        if (operation["requestBody"]?["content"]?.AsObject().First().Key is { } type) request.Content = new StringContent("{}", null, type);
        using var answer = await client.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
