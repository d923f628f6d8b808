using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using QLab.Testing;
using static QLab.Participants.Tests.IssuingApp;

namespace QLab.Participants.Tests;

public sealed class GettingAToken(IssuingApp app)
{
    static readonly (string, string) Grant = ("grant_type", "client_credentials");

    [Fact]
    public async Task By_Basic_and_by_body_gives_one_that_this_service_takes()
    {
        var basic = await app.TokenAsync([Grant], Basic("operator", ParticipantsApp.OperatorSecret));
        var body = await app.TokenAsync([Grant, ("client_id", "operator"), ("client_secret", ParticipantsApp.OperatorSecret)]);

        foreach (var (status, answer, headers) in new[] { basic, body })
        {
            status.ShouldBe(HttpStatusCode.OK, answer.ToJsonString());
            headers.CacheControl!.NoStore.ShouldBeTrue();
            answer["token_type"]!.GetValue<string>().ShouldBe("Bearer");
            answer["expires_in"]!.GetValue<int>().ShouldBe(900);
            using var client = app.WithToken(answer["access_token"]!.GetValue<string>());
            (await ParticipantsApp.ReadAsync(client, "people?limit=1")).ShouldBeOfType<JsonArray>();
        }
    }

    [Fact]
    public async Task It_says_what_RFC_9068_asks_for()
    {
        var token = new JsonWebToken(await app.AccessTokenAsync());
        token.Typ.ShouldBe("at+jwt");
        token.Alg.ShouldBe("ES256");
        token.Issuer.ShouldBe(TokenIssuer.Issuer);
        token.Audiences.ShouldBe(["qlab"]);
        token.Subject.ShouldBe("operator");
        token.GetClaim("client_id").Value.ShouldBe("operator");
        token.GetClaim("scope").Value.Split(' ').Length.ShouldBe(14);
        token.GetClaim("jti").Value.ShouldNotBeEmpty();
        (token.ValidTo - token.IssuedAt).ShouldBe(TimeSpan.FromMinutes(15));
        (await app.PublishedKeysAsync()).ShouldContain(token.Kid);
    }

    [Fact]
    public async Task For_fewer_scopes_gives_no_more_than_those()
    {
        var (_, answer, _) =
            await app.TokenAsync([Grant, ("scope", "surveys:read participants:read")], Basic("operator", ParticipantsApp.OperatorSecret));
        answer["scope"]!.GetValue<string>().ShouldBe("surveys:read participants:read");
        using var reader = app.WithToken(answer["access_token"]!.GetValue<string>());
        await ParticipantsApp.ReadAsync(reader, "people");
        await ParticipantsApp.RefusedAsync(reader, "people", new { name = "N", email = "n@example.org" }, HttpStatusCode.Forbidden);
    }

    public static TheoryData<string, string[], string?, HttpStatusCode, string> Refusals => new()
    {
        { "a wrong secret by Basic", ["grant_type=client_credentials"], Basic("operator", "wrong"), HttpStatusCode.Unauthorized, "invalid_client" },
        { "an unknown client", ["grant_type=client_credentials"], Basic("nobody", "wrong"), HttpStatusCode.Unauthorized, "invalid_client" },
        { "a wrong secret in the body", ["grant_type=client_credentials", "client_id=operator", "client_secret=wrong"], null, HttpStatusCode.Unauthorized, "invalid_client" },
        { "no credentials", ["grant_type=client_credentials"], null, HttpStatusCode.Unauthorized, "invalid_client" },
        { "Basic without a colon", ["grant_type=client_credentials"], "Basic b3BlcmF0b3I=", HttpStatusCode.Unauthorized, "invalid_client" },
        { "Basic that is no base64", ["grant_type=client_credentials"], "Basic ***", HttpStatusCode.Unauthorized, "invalid_client" },
        { "another scheme", ["grant_type=client_credentials"], "Digest x", HttpStatusCode.Unauthorized, "invalid_client" },
        { "a client id that cannot be stored", ["grant_type=client_credentials"], Basic("a\0b", "x"), HttpStatusCode.Unauthorized, "invalid_client" },
        { "a body that cannot be read", ["grant_type=client_credentials", "client_id=a\0b", "client_secret=x"], null, HttpStatusCode.BadRequest, "invalid_request" },
        { "two ways at once", ["grant_type=client_credentials", "client_id=operator", "client_secret=x"], Basic("operator", "x"), HttpStatusCode.BadRequest, "invalid_request" },
        { "two client ids", ["grant_type=client_credentials", "client_id=another"], Basic("operator", "x"), HttpStatusCode.BadRequest, "invalid_request" },
        { "no grant type", ["scope=surveys:read"], Basic("operator", "x"), HttpStatusCode.BadRequest, "invalid_request" },
        { "a parameter twice", ["grant_type=client_credentials", "grant_type=client_credentials"], Basic("operator", "x"), HttpStatusCode.BadRequest, "invalid_request" },
        { "a value that is too long", ["grant_type=client_credentials", $"scope={new string('x', 5000)}"], Basic("operator", "x"), HttpStatusCode.BadRequest, "invalid_request" },
        { "another grant", ["grant_type=password"], Basic("operator", "x"), HttpStatusCode.BadRequest, "unsupported_grant_type" },
        { "a scope that does not exist", ["grant_type=client_credentials", "scope=surveys:delete"], Basic("operator", ParticipantsApp.OperatorSecret), HttpStatusCode.BadRequest, "invalid_scope" },
        { "a scope that is no list", ["grant_type=client_credentials", "scope=surveys:read  surveys:write"], Basic("operator", ParticipantsApp.OperatorSecret), HttpStatusCode.BadRequest, "invalid_scope" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Is_refused_as_the_RFC_says(string with, string[] form, string? authorization, HttpStatusCode expected, string error)
    {
        var (status, answer, headers) = await app.TokenAsync(form.Select(f => (f.Split('=')[0], f.Split('=', 2)[1])), authorization);
        status.ShouldBe(expected, $"{with}: {answer.ToJsonString()}");
        answer["error"]!.GetValue<string>().ShouldBe(error, with);
        answer["error_description"]!.GetValue<string>().ShouldNotBeEmpty();
        headers.CacheControl!.NoStore.ShouldBeTrue();
        (headers.WwwAuthenticate.SingleOrDefault()?.Scheme == "Basic").ShouldBe(expected == HttpStatusCode.Unauthorized, with);
    }

    [Theory]
    [InlineData("application/json", "{\"grant_type\":\"client_credentials\"}", HttpStatusCode.BadRequest)]
    [InlineData("multipart/form-data; boundary=x", "--x--", HttpStatusCode.BadRequest)]
    [InlineData("application/x-www-form-urlencoded", "", HttpStatusCode.BadRequest)]
    public async Task A_body_that_is_no_form_is_an_invalid_request(string type, string body, HttpStatusCode expected)
    {
        using var client = app.Anonymous();
        using var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        using var refused = await client.PostAsync("/connect/token", content);
        refused.StatusCode.ShouldBe(expected);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("\"invalid_request\"");
    }

    [Fact]
    public async Task A_huge_form_is_not_read()
    {
        using var client = app.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token") { Content = new StringContent(new string('x', 100_000), Encoding.UTF8, "application/x-www-form-urlencoded") };
        request.Headers.ExpectContinue = true;
        using var refused = await client.SendAsync(request);
        refused.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task An_organisations_client_gets_its_own_scopes_only_and_its_secret_is_kept_nowhere()
    {
        using var staff = await app.OperatorAsync();
        staff.DefaultRequestHeaders.Add("Idempotency-Key", "\"a client\"");
        using var made =
            await staff.PostAsJsonAsync("/api/participants/v1/clients", new { name = "Partner", scopes = new[] { "surveys:read" } });
        var client = JsonNode.Parse(await made.Content.ReadAsStringAsync())!;
        var (id, secret) = (client["clientId"]!.GetValue<string>(), client["clientSecret"]!.GetValue<string>());

        new JsonWebToken(await app.AccessTokenAsync(id, secret)).GetClaim("scope").Value.ShouldBe("surveys:read");
        var (status, answer, _) = await app.TokenAsync([Grant, ("scope", "surveys:write")], Basic(id, secret));
        (status, answer["error"]!.GetValue<string>()).ShouldBe((HttpStatusCode.BadRequest, "invalid_scope"));
        using var partner = app.WithToken(await app.AccessTokenAsync(id, secret));
        await ParticipantsApp.RefusedAsync(
            partner, "clients", new { name = "Another", scopes = new[] { "surveys:read" } }, HttpStatusCode.Forbidden);

        (await ParticipantsApp.ReadAsync(staff, "clients?limit=200")).ToJsonString().ShouldNotContain(secret);
        (await app.ScalarAsync<string>($"SELECT secret_hash FROM clients WHERE client_id = '{id}'"))!.ShouldStartWith("pbkdf2-sha512$210000$");
        (await app.ScalarAsync<long>($"SELECT count(*) FROM idempotency_records WHERE convert_from(body, 'UTF8') LIKE '%{secret}%'")).ShouldBe(0);
        app.Logs.Lines.ShouldNotContain(line => line.Contains(secret) || line.Contains(ParticipantsApp.OperatorSecret));
    }

    [Fact]
    public async Task A_client_with_scopes_that_do_not_exist_is_refused()
    {
        using var staff = await app.OperatorAsync();
        foreach (var scopes in new[] { [], ["surveys:delete"], new[] { "surveys:read", "surveys:read" } })
            ParticipantsApp.Pointers(await ParticipantsApp.RefusedAsync(staff, "clients", new { name = "N", scopes }, HttpStatusCode.BadRequest)).ShouldBe(["/scopes"]);
    }

    [Fact]
    public async Task Tokens_of_others_are_not_taken()
    {
        foreach (var token in new[] { app.Issuer.Token("participants:read"), TokenIssuer.ForeignToken("participants:read"), Altered(await app.AccessTokenAsync()) })
        {
            using var stranger = app.WithToken(token);
            using var refused = await stranger.GetAsync("/api/participants/v1/people");
            refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    [Theory]
    [InlineData("openid-configuration")]
    [InlineData("oauth-authorization-server")]
    public async Task Libraries_find_where_to_ask(string address)
    {
        using var anybody = app.Anonymous();
        var described = JsonNode.Parse(await anybody.GetStringAsync($"/.well-known/{address}"))!;
        described["issuer"]!.GetValue<string>().ShouldBe(TokenIssuer.Issuer);
        described["token_endpoint"]!.GetValue<string>().ShouldBe($"{TokenIssuer.Issuer}/connect/token");
        described["jwks_uri"]!.GetValue<string>().ShouldBe($"{TokenIssuer.Issuer}/.well-known/jwks.json");
        described["grant_types_supported"]!.AsArray().Select(grant => grant!.GetValue<string>())
            .ShouldBe(["client_credentials", "refresh_token", "urn:qlab:grant-type:sign-in-code"]);
    }

    static string Altered(string token)
    {
        var parts = token.Split('.');
        var payload = JsonNode.Parse(Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Decode(parts[1]))!;
        payload["sub"] = "somebody-else";
        return $"{parts[0]}.{Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode(payload.ToJsonString())}.{parts[2]}";
    }
}
