using System.Net.Http.Json;
using System.Text.Json;

namespace QLab.Seeds.Api;

/// <summary>The importer's access token, by client credentials (RFC 6749 §4.4); a new one before the old one runs out.</summary>
sealed class AccessTokens(HttpClient http, Settings settings, Retries retries, TimeProvider time)
{
    static readonly string[] Services = ["participants", "surveys", "workshops", "test-teams", "publications"];
    static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    readonly SemaphoreSlim one = new(1);
    string token = "";
    DateTimeOffset until;

    public async Task<string> Get(CancellationToken ct)
    {
        await one.WaitAsync(ct);
        try
        {
            if (time.GetUtcNow() >= until) await Renew(ct);
            return token;
        }
        finally
        {
            one.Release();
        }
    }

    async Task Renew(CancellationToken ct)
    {
        using var answer = await retries.Send(token => http.PostAsync("/connect/token", Form(), token), ct);
        if (!answer.IsSuccessStatusCode)
            throw new PlayStopped($"The client '{settings.ClientId}' got no access token: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(ct)}");

        var granted = await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
        token = granted.GetProperty("access_token").GetString()!;
        until = time.GetUtcNow() + TimeSpan.FromSeconds(granted.GetProperty("expires_in").GetInt32()) - Margin;
    }

    FormUrlEncodedContent Form() => new(new Dictionary<string, string>
    {
        ["grant_type"] = "client_credentials",
        ["client_id"] = settings.ClientId,
        ["client_secret"] = settings.ClientSecret,
        ["scope"] = string.Join(' ', Services.SelectMany(service => new[] { $"{service}:read", $"{service}:write" })),
    });
}
