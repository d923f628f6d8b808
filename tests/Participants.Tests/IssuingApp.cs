using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using QLab.Testing;

namespace QLab.Participants.Tests;

/// <summary>The participants service as the platform runs it: it validates with its own keys.</summary>
public class IssuingApp : ParticipantsApp
{
    protected override void Configure(IWebHostBuilder builder)
    {
        base.Configure(builder);
        builder.UseSetting("Auth:Jwks", "");
    }

    public async Task<(HttpStatusCode Status, JsonNode Body, HttpResponseHeaders Headers)> TokenAsync(
        IEnumerable<(string Name, string Value)> form, string? basic = null)
    {
        using var client = Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token")
        {
            Content = new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value))),
        };
        if (basic is not null) request.Headers.TryAddWithoutValidation("Authorization", basic);
        using var response = await client.SendAsync(request);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!, response.Headers);
    }

    public async Task<string> AccessTokenAsync(string id = "operator", string secret = OperatorSecret)
    {
        var (status, body, _) = await TokenAsync([("grant_type", "client_credentials")], Basic(id, secret));
        status.ShouldBe(HttpStatusCode.OK, body.ToJsonString());
        return body["access_token"]!.GetValue<string>();
    }

    public async Task<HttpClient> OperatorAsync() => WithToken(await AccessTokenAsync());

    public async Task<string[]> PublishedKeysAsync()
    {
        using var client = Anonymous();
        return [.. JsonNode.Parse(await client.GetStringAsync("/.well-known/jwks.json"))!["keys"]!.AsArray()
            .Select(key => key!["kid"]!.GetValue<string>())];
    }

    public static string Basic(string id, string secret) =>
        $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(id)}:{Uri.EscapeDataString(secret)}"))}";

    public static string KeyOf(string token) => new JsonWebToken(token).Kid;
}
