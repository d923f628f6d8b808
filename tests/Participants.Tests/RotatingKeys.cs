using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QLab.ServiceDefaults.Security;
using QLab.Testing;
using static QLab.Participants.Tests.IssuingApp;

namespace QLab.Participants.Tests;

public sealed class RotatingKeys(RotatingKeys.App app) : IClassFixture<RotatingKeys.App>
{
    /// <summary>Times short enough to see a whole rotation.</summary>
    public sealed class App : IssuingApp
    {
        protected override void Configure(IWebHostBuilder builder)
        {
            base.Configure(builder);
            builder.UseSetting("Keys:SignsAfter", "00:00:10");
            builder.UseSetting("Keys:ReadAgainAfter", "00:00:01");
        }
    }

    [Fact]
    public async Task A_new_key_is_published_first_and_signs_later_and_no_token_is_refused_meanwhile()
    {
        await using var validator = await ValidatorAsync(app);
        var before = await app.AccessTokenAsync();
        using var staff = await app.OperatorAsync();

        using var rotated = await staff.PostAsync("/api/participants/v1/keys/rotate", null);
        var next = JsonNode.Parse(await rotated.Content.ReadAsStringAsync())!["kid"]!.GetValue<string>();
        (await app.PublishedKeysAsync()).ShouldBe([KeyOf(before), next]);
        KeyOf(await app.AccessTokenAsync()).ShouldBe(KeyOf(before), "the new key is published but does not sign yet");

        ParticipantsApp.NameOf(await ParticipantsApp.RefusedAsync(staff, "keys/rotate", null)).ShouldBe("rotation-under-way");
        await Eventually.Equals(next, async () => KeyOf(await app.AccessTokenAsync()));

        (await AskAsync(validator, await app.AccessTokenAsync())).ShouldBe(
            HttpStatusCode.OK, "the validator has not been asked since the rotation");
        (await AskAsync(validator, before)).ShouldBe(HttpStatusCode.OK, "what the old key signed stays valid");
        using var own = app.WithToken(before);
        await ParticipantsApp.ReadAsync(own, "people");
    }

    [Fact]
    public async Task Without_the_scope_is_refused()
    {
        var (_, answer, _) = await app.TokenAsync([("grant_type", "client_credentials"), ("scope", "participants:write")], Basic("operator", ParticipantsApp.OperatorSecret));
        using var partner = app.WithToken(answer["access_token"]!.GetValue<string>());
        await ParticipantsApp.RefusedAsync(partner, "keys/rotate", null, HttpStatusCode.Forbidden);
    }

    /// <summary>Another service, as far as tokens go.</summary>
    static async Task<WebApplication> ValidatorAsync(App app)
    {
        using var client = app.Anonymous();
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["Auth:Issuer"] = TokenIssuer.Issuer;
        builder.Configuration["Auth:Jwks"] = $"{client.BaseAddress}.well-known/jwks.json";
        builder.Configuration["Auth:KeysReadEvery"] = "00:00:01";
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddTokenValidation(builder.Configuration);
        builder.Services.AddAuthorization();
        var validator = builder.Build();
        validator.MapGet("/", () => "in").RequireAuthorization();
        await validator.StartAsync();
        (await AskAsync(validator, await app.AccessTokenAsync())).ShouldBe(HttpStatusCode.OK);
        return validator;
    }

    static async Task<HttpStatusCode> AskAsync(WebApplication validator, string token)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.GetAsync(validator.Urls.First());
        return answer.StatusCode;
    }
}
