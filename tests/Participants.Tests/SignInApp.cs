using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using QLab.Participants.Clients;
using QLab.Participants.SignIn;
using QLab.Participants.Tokens;
using QLab.Testing;

namespace QLab.Participants.Tests;

/// <summary>
/// The participants service as the platform runs it, with people who sign in; one client address may ask often, because all tests share
/// it.
/// </summary>
public class SignInApp : IssuingApp
{
    public sealed record Tokens(string Access, string Refresh, string Scope);

    protected override void Configure(IWebHostBuilder builder)
    {
        base.Configure(builder);
        builder.UseSetting("SignIn:CodesPerClient", "10000");
        builder.UseSetting("SignIn:TriesPerClient", "10000");
    }

    /// <summary>Somebody new, with these roles.</summary>
    public async Task<(Guid Id, string Email)> SomebodyAsync(params string[] roles)
    {
        using var @operator = await OperatorAsync();
        var email = $"{Guid.NewGuid():N}@example.org";
        var id = await CreatedAsync(@operator, "people", new { name = "Somebody", email });
        foreach (var role in roles) await DoneAsync(@operator, $"people/{id}/roles/grant", new { role });
        return (id, email);
    }

    public async Task AskAsync(string email)
    {
        using var anybody = Anonymous();
        using var asked = await anybody.PostAsJsonAsync("/api/participants/v1/sign-in/codes", new { email });
        asked.StatusCode.ShouldBe(HttpStatusCode.Accepted, await asked.Content.ReadAsStringAsync());
    }

    /// <summary>The code that was sent last to this address, as its owner reads it.</summary>
    public async Task<string> CodeAsync(string email, string template = "sign-in-code")
    {
        var codes = Services.GetRequiredService<SignInCodes>();
        var hash = codes.HashOf(email);
        var id = await ScalarAsync<Guid>(
            $"SELECT id FROM sign_in_codes WHERE address_hash = '\\x{Convert.ToHexString(hash)}' ORDER BY asked_at DESC LIMIT 1");
        await Eventually.Equals(
            1L, () => ScalarAsync<long>($"SELECT count(*) FROM notifications WHERE id = '{id}' AND template = '{template}'"));
        return codes.For(id, hash);
    }

    public async Task<Tokens> SignInAsync(string email)
    {
        await AskAsync(email);
        using var anybody = Anonymous();
        using var answer = await anybody.PostAsJsonAsync("/api/participants/v1/sign-in", new { email, code = await CodeAsync(email) });
        var json = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, json);
        var body = JsonNode.Parse(json)!;
        return new(body["accessToken"]!.GetValue<string>(), body["refreshToken"]!.GetValue<string>(), body["scope"]!.GetValue<string>());
    }

    /// <summary>Null when the token is refused.</summary>
    public async Task<Tokens?> RefreshAsync(string refreshToken)
    {
        var (status, body, _) = await TokenAsync([("grant_type", "refresh_token"), ("refresh_token", refreshToken)]);
        if (status == HttpStatusCode.OK)
            return new(
                body["access_token"]!.GetValue<string>(), body["refresh_token"]!.GetValue<string>(), body["scope"]!.GetValue<string>());
        (status, body["error"]!.GetValue<string>()).ShouldBe((HttpStatusCode.BadRequest, "invalid_grant"));
        return null;
    }

    public async Task<HttpStatusCode> StatusAsync(string accessToken, string path = "me/sessions")
    {
        using var client = WithToken(accessToken);
        using var answer = await client.GetAsync($"/api/participants/v1/{path}");
        return answer.StatusCode;
    }

    /// <summary>A token of our own issuer that is bound to an organisation, with whatever scopes.</summary>
    public async Task<string> BoundTokenAsync(string scope, Guid organisation)
    {
        var client = new Client
        {
            Id = Guid.NewGuid(), ClientId = "bound", Name = "Bound", OrganisationId = organisation, SecretHash = "", Scopes = [],
            RegisteredAt = default,
        };
        return (await Services.GetRequiredService<AccessTokens>().IssueAsync(client, scope.Split(' '), DateTimeOffset.UtcNow, default)).Token;
    }
}
