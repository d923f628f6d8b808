using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QLab.AppHost.Operating;

/// <summary>Speaks to the platform as its API client <c>operator</c>, through the gateway like every other client.</summary>
internal sealed class OperatorClient(EndpointReference gateway, ParameterResource secret)
{
    /// <summary>With a token; enough for the calls of one command.</summary>
    public async Task<HttpClient> SignInAsync(CancellationToken cancellationToken)
    {
        var http = new HttpClient { BaseAddress = new(gateway.Url), Timeout = TimeSpan.FromSeconds(30) };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = "operator",
            ["client_secret"] = (await secret.GetValueAsync(cancellationToken))!,
        });
        using var response = await http.PostAsync(new Uri("/connect/token", UriKind.Relative), form, cancellationToken);
        var token = await response.ReadAsync(cancellationToken);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token!["access_token"]!.GetValue<string>());
        return http;
    }
}

internal static class OperatorCalls
{
    public static async Task<JsonNode?> CallAsync(this HttpClient http, HttpMethod method, string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        using var response = await http.SendAsync(request, cancellationToken);
        return await response.ReadAsync(cancellationToken);
    }

    /// <exception cref="HttpRequestException">The platform refused; the message is its own.</exception>
    public static async Task<JsonNode?> ReadAsync(this HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode == System.Net.HttpStatusCode.NoContent) return null;
        var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        var body = isJson ? await response.Content.ReadFromJsonAsync<JsonNode>(JsonSerializerOptions.Web, cancellationToken) : null;
        if (response.IsSuccessStatusCode) return body;
        var reason = (body?["detail"] ?? body?["error_description"] ?? body?["title"])?.GetValue<string>();
        throw new HttpRequestException(reason ?? $"The platform answered {(int)response.StatusCode}.", null, response.StatusCode);
    }
}
