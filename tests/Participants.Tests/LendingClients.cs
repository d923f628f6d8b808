using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using QLab.Testing;
using static QLab.Participants.Tests.IssuingApp;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

/// <summary>API clients of organisations, from being made to being revoked.</summary>
public sealed class LendingClients(SignInApp app)
{
    static readonly (string, string) Grant = ("grant_type", "client_credentials");

    [Fact]
    public async Task An_administrator_makes_one_within_what_staff_allowed_and_its_tokens_are_bound()
    {
        var (administrator, organisation) = await AdministratorAsync();
        NameOf(await RefusedAsync(administrator, "clients", new
        {
            name = "Too much", scopes = new[] { "test-teams:write" },
        })).ShouldBe("scopes-not-allowed");
        using (var staff = await app.OperatorAsync())
        using (var allowed = await staff.PostAsJsonAsync(
            $"/api/participants/v1/organisations/{organisation}/scopes/allow", new { scopes = new[] { "participants:read" } }))
            JsonNode.Parse(await allowed.Content.ReadAsStringAsync())!["scopes"]!.AsArray().Select(s => s!.GetValue<string>())
                .ShouldBe(["surveys:read", "publications:read", "participants:read"]);

        var client = await MadeAsync(administrator, new { name = "Ours", scopes = new[] { "participants:read" } });
        client["organisationId"]!.GetValue<Guid>().ShouldBe(organisation, "an administrator's clients are the organisation's");
        var token = new JsonWebToken(await app.AccessTokenAsync(Id(client), Secret(client)));
        token.GetClaim("organisation").Value.ShouldBe(organisation.ToString());
        token.GetClaim("scope").Value.ShouldBe("participants:read");
    }

    [Theory]
    [InlineData("platform:operate")]
    [InlineData("access:clients")]
    [InlineData("access:grant")]
    [InlineData("participants:audit")]
    [InlineData("me")]
    public async Task Nobody_lends_what_only_people_or_the_operator_have(string scope)
    {
        using var staff = await app.OperatorAsync();
        Pointers(await RefusedAsync(staff, "clients", new { name = "N", scopes = new[] { scope } }, HttpStatusCode.BadRequest)).ShouldBe(["/scopes"]);
    }

    [Fact]
    public async Task Rotating_leaves_time_to_change_over()
    {
        using var staff = await app.OperatorAsync();
        var client = await MadeAsync(staff, new { name = "N", scopes = new[] { "surveys:read" } });
        var rotated = await RotatedAsync(staff, client, 24);
        await app.AccessTokenAsync(Id(client), Secret(client));
        await app.AccessTokenAsync(Id(client), Secret(rotated));
        (rotated["formerSecretUntil"]!.GetValue<DateTimeOffset>() - DateTimeOffset.UtcNow).ShouldBeInRange(
            TimeSpan.FromHours(23), TimeSpan.FromHours(24));

        await app.ExecuteAsync($"UPDATE clients SET previous_secret_until = now() - interval '1 second' WHERE client_id = '{Id(client)}'");
        await RefusedTokenAsync(Id(client), Secret(client), "this is not its secret");
        await app.AccessTokenAsync(Id(client), Secret(rotated));
    }

    [Fact]
    public async Task Rotating_again_because_the_answer_was_lost_leaves_the_secret_that_is_in_use()
    {
        using var staff = await app.OperatorAsync();
        var client = await MadeAsync(staff, new { name = "N", scopes = new[] { "surveys:read" } });
        var lost = await RotatedAsync(staff, client, 24);
        var again = await RotatedAsync(staff, client, 24);
        await app.AccessTokenAsync(Id(client), Secret(client));
        await app.AccessTokenAsync(Id(client), Secret(again));
        await RefusedTokenAsync(Id(client), Secret(lost), "this is not its secret");
    }

    [Fact]
    public async Task A_secret_that_leaked_is_ended_at_once_and_so_are_the_tokens_that_it_got()
    {
        using var staff = await app.OperatorAsync();
        var client = await MadeAsync(staff, new { name = "N", scopes = new[] { "participants:read" } });
        var before = await app.AccessTokenAsync(Id(client), Secret(client));
        (await app.StatusAsync(before, "organisations")).ShouldBe(HttpStatusCode.OK);

        var rotated = await RotatedAsync(staff, client, 0);

        await RefusedTokenAsync(Id(client), Secret(client), "this is not its secret");
        var after = await app.AccessTokenAsync(Id(client), Secret(rotated));
        await Eventually.Equals(HttpStatusCode.Unauthorized, () => app.StatusAsync(before, "organisations"));
        (await app.StatusAsync(after, "organisations")).ShouldBe(HttpStatusCode.OK, "also when it was given in the same second");
        using var anybody = app.Anonymous();
        (await anybody.GetStringAsync("/.well-known/revocations.json")).ShouldContain(Id(client));
    }

    [Fact]
    public async Task Tokens_outlive_a_rotation_that_leaves_time_to_change_over()
    {
        using var staff = await app.OperatorAsync();
        var client = await MadeAsync(staff, new { name = "N", scopes = new[] { "participants:read" } });
        await app.AccessTokenAsync(Id(client), Secret(client));
        await RotatedAsync(staff, client, 24);
        using var anybody = app.Anonymous();
        (await anybody.GetStringAsync("/.well-known/revocations.json")).ShouldNotContain(Id(client));
    }

    [Fact]
    public async Task A_revoked_client_gets_no_token_and_those_it_has_are_refused()
    {
        using var staff = await app.OperatorAsync();
        var client = await MadeAsync(staff, new { name = "N", scopes = new[] { "participants:read" } });
        var token = await app.AccessTokenAsync(Id(client), Secret(client));
        (await app.StatusAsync(token, "people")).ShouldBe(HttpStatusCode.OK);

        await DoneAsync(staff, $"clients/{Id(client)}/revoke");

        await RefusedTokenAsync(Id(client), Secret(client), "has been revoked");
        await Eventually.Equals(HttpStatusCode.Unauthorized, () => app.StatusAsync(token, "people"));
        NameOf(await RefusedAsync(staff, $"clients/{Id(client)}/rotate", new { })).ShouldBe("client-over");
        using var anybody = app.Anonymous();
        (await anybody.GetStringAsync("/.well-known/revocations.json")).ShouldContain(Id(client));
    }

    [Fact]
    public async Task A_client_is_over_at_its_time_and_no_token_outlives_it()
    {
        using var staff = await app.OperatorAsync();
        var ends = DateTimeOffset.UtcNow.AddMinutes(5);
        var client = await MadeAsync(staff, new { name = "N", scopes = new[] { "surveys:read" }, expiresAt = ends });
        new JsonWebToken(await app.AccessTokenAsync(Id(client), Secret(client))).ValidTo.ShouldBeLessThanOrEqualTo(ends.UtcDateTime);
        await app.ExecuteAsync($"UPDATE clients SET expires_at = now() - interval '1 day' WHERE client_id = '{Id(client)}'");
        await RefusedTokenAsync(Id(client), Secret(client), "This client expired on");
        await RefusedTokenAsync(Id(client), "a wrong secret", "this is not its secret");

        foreach (var wrong in new[] { DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddYears(3) })
            Pointers(await RefusedAsync(staff, "clients", new { name = "N", scopes = new[] { "surveys:read" }, expiresAt = wrong }, HttpStatusCode.BadRequest)).ShouldBe(["/expiresAt"]);
    }

    [Fact]
    public async Task When_it_was_last_used_is_shown_and_not_written_each_time()
    {
        using var staff = await app.OperatorAsync();
        var client = await MadeAsync(staff, new { name = "N", scopes = new[] { "surveys:read" } });
        (await ReadAsync(staff, $"clients/{Id(client)}"))["lastUsedAt"].ShouldBeNull();
        await app.AccessTokenAsync(Id(client), Secret(client));
        var first = (await ReadAsync(staff, $"clients/{Id(client)}"))["lastUsedAt"]!.GetValue<DateTimeOffset>();
        await app.AccessTokenAsync(Id(client), Secret(client));
        (await ReadAsync(staff, $"clients/{Id(client)}"))["lastUsedAt"]!.GetValue<DateTimeOffset>().ShouldBe(first);
        await app.ExecuteAsync($"UPDATE clients SET last_used_at = last_used_at - interval '6 minutes' WHERE client_id = '{Id(client)}'");
        await app.AccessTokenAsync(Id(client), Secret(client));
        (await ReadAsync(staff, $"clients/{Id(client)}"))["lastUsedAt"]!.GetValue<DateTimeOffset>().ShouldBeGreaterThanOrEqualTo(first);
    }

    [Fact]
    public async Task What_staff_withdraw_from_an_organisation_its_clients_lose()
    {
        var (administrator, organisation) = await AdministratorAsync();
        var client = await MadeAsync(administrator, new { name = "N", scopes = new[] { "surveys:read", "publications:read" } });
        var before = await app.AccessTokenAsync(Id(client), Secret(client));
        using var staff = await app.OperatorAsync();
        using (var less = await staff.PostAsJsonAsync(
            $"/api/participants/v1/organisations/{organisation}/scopes/withdraw", new { scopes = new[] { "surveys:read" } }))
            less.StatusCode.ShouldBe(HttpStatusCode.OK);
        await Eventually.Equals(HttpStatusCode.Unauthorized, () => app.StatusAsync(before, "organisations"));
        new JsonWebToken(await app.AccessTokenAsync(Id(client), Secret(client))).GetClaim("scope").Value.ShouldBe("publications:read");
        await RefusedAsync(administrator, $"organisations/{organisation}/scopes/allow", new { scopes = new[] { "surveys:read" } }, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_operators_client_is_the_configurations()
    {
        using var staff = await app.OperatorAsync();
        var id = await app.ScalarAsync<Guid>("SELECT id FROM clients WHERE client_id = 'operator'");
        NameOf(await RefusedAsync(staff, $"clients/{id}/revoke", null)).ShouldBe("operators-client");
        NameOf(await RefusedAsync(staff, $"clients/{id}/rotate", new { })).ShouldBe("operators-client");
    }

    async Task<(HttpClient Client, Guid Organisation)> AdministratorAsync()
    {
        using var staff = await app.OperatorAsync();
        var organisation = await CreatedAsync(staff, "organisations", new { name = $"Organisation {Guid.NewGuid():N}", kind = "charity" });
        var (id, email) = await app.SomebodyAsync();
        await DoneAsync(staff, $"people/{id}/roles/grant", new { role = "organisationAdministrator", organisationId = organisation });
        return (app.WithToken((await app.SignInAsync(email)).Access), organisation);
    }

    async Task RefusedTokenAsync(string id, string secret, string why)
    {
        var (status, body, _) = await app.TokenAsync([Grant], Basic(id, secret));
        (status, body["error"]!.GetValue<string>()).ShouldBe((HttpStatusCode.Unauthorized, "invalid_client"));
        body["error_description"]!.GetValue<string>().ShouldContain(why);
    }

    static async Task<JsonNode> MadeAsync(HttpClient client, object body)
    {
        using var made = await client.PostAsJsonAsync("/api/participants/v1/clients", body);
        var json = await made.Content.ReadAsStringAsync();
        made.StatusCode.ShouldBe(HttpStatusCode.Created, json);
        return JsonNode.Parse(json)!;
    }

    static async Task<JsonNode> RotatedAsync(HttpClient staff, JsonNode client, int hours)
    {
        using var rotated = await staff.PostAsJsonAsync($"/api/participants/v1/clients/{Id(client)}/rotate", new { overlapHours = hours });
        var json = await rotated.Content.ReadAsStringAsync();
        rotated.StatusCode.ShouldBe(HttpStatusCode.OK, json);
        return JsonNode.Parse(json)!;
    }

    static string Id(JsonNode client) => client["clientId"]!.GetValue<string>();

    static string Secret(JsonNode client) => client["clientSecret"]!.GetValue<string>();
}
