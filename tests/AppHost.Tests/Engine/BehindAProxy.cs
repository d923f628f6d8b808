using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Testing;

namespace QLab.AppHost.Tests.Engine;

/// <summary>The platform as partners reach it: a real nginx with a certificate of its own in front, and one setting that says so.</summary>
[Collection("Labs")]
public sealed class BehindAProxy(TwoLabs labs)
{
    const string Api = "/api/participants/v1";

    [Fact]
    public async Task Issuer_links_and_the_audit_log_say_what_people_see()
    {
        await using var nginx = await Nginx.InFrontOfAsync(labs.Ephemeral.Gateway);
        Assert.SkipWhen(nginx is null, "There is no nginx on this machine, and apt-get could not fetch one.");
        using var staff = nginx!.From("127.0.0.2");
        staff.DefaultRequestHeaders.Add("X-Forwarded-For", "198.51.100.7");
        staff.DefaultRequestHeaders.Authorization = new("Bearer", await TokenAsync(staff));

        (await JsonAsync(staff, "/.well-known/oauth-authorization-server"))["issuer"]!.GetValue<string>().ShouldBe(TwoLabs.PublicUrl);
        using var added = await staff.PostAsJsonAsync($"{Api}/people", new { name = "Alex", email = "alex@example.org" });
        added.StatusCode.ShouldBe(HttpStatusCode.Created, await added.Content.ReadAsStringAsync());
        added.Headers.GetValues("Strict-Transport-Security").ShouldBe(["max-age=31536000"]);
        var person = JsonNode.Parse(await added.Content.ReadAsStringAsync())!["id"]!.GetValue<Guid>();
        (await JsonAsync(staff, $"{Api}/audit?personId={person}")).AsArray().ShouldHaveSingleItem()!["fromAddress"]!.GetValue<string>()
            .ShouldBe("127.0.0.2");

        using var asked = await staff.PostAsJsonAsync($"{Api}/newsletter/subscriptions", new { email = "sam@example.org" });
        asked.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await Eventually.Succeeds(() =>
        {
            Mails(labs.Other).ShouldContain(
                mail => mail.Contains($"{TwoLabs.PublicUrl}{Api}/newsletter/confirm?token", StringComparison.Ordinal));
            return Task.CompletedTask;
        });
    }

    static async Task<string> TokenAsync(HttpClient client)
    {
        using var form = new FormUrlEncodedContent(
            [new("grant_type", "client_credentials"), new("client_id", "operator"), new("client_secret", TwoLabs.Secret)]);
        using var answer = await client.PostAsync("/connect/token", form);
        var json = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, json);
        return JsonNode.Parse(json)!["access_token"]!.GetValue<string>();
    }

    static async Task<JsonNode> JsonAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        var json = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, json);
        return JsonNode.Parse(json)!;
    }

    static IEnumerable<string> Mails(TestFolder folder) =>
        Directory.EnumerateFiles(folder.Path, "*.eml", SearchOption.AllDirectories)
            .Select(file => File.ReadAllText(file).Replace("=\r\n", "", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal));
}
