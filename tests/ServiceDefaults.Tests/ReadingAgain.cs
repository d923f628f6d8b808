using System.Net;
using System.Net.Http.Json;

namespace QLab.ServiceDefaults.Tests;

public sealed class ReadingAgain(ToyApp app)
{
    [Theory]
    [InlineData("{0}", true)]
    [InlineData("W/{0}", true)]
    [InlineData("\"another\", {0}", true)]
    [InlineData("*", true)]
    [InlineData("\"another\"", false)]
    [InlineData("nonsense", false)]
    public async Task What_one_has_already_is_not_sent_again(string ifNoneMatch, bool has)
    {
        using var client = app.Anonymous();
        var address = await MadeAsync(client);
        var tag = await TagAsync(client, address);

        using var again = await GetAsync(client, address, ifNoneMatch.Replace("{0}", tag, StringComparison.Ordinal));

        again.StatusCode.ShouldBe(has ? HttpStatusCode.NotModified : HttpStatusCode.OK);
        (await again.Content.ReadAsByteArrayAsync()).Length.ShouldBe(has ? 0 : (await client.GetByteArrayAsync(address)).Length);
        again.Headers.ETag!.ToString().ShouldBe(tag);
        again.Headers.CacheControl!.ToString().ShouldBe("public, max-age=60");
        again.Headers.Vary.ShouldBe(["Authorization"]);
    }

    [Fact]
    public async Task What_has_changed_is_sent()
    {
        using var client = app.Anonymous();
        var address = await MadeAsync(client);
        var tag = await TagAsync(client, address);
        using var rename =
            new HttpRequestMessage(HttpMethod.Put, address) { Content = JsonContent.Create(new { name = $"{Guid.NewGuid()}" }) };
        rename.Headers.TryAddWithoutValidation("If-Match", tag);
        using var renamed = await client.SendAsync(rename);
        renamed.StatusCode.ShouldBe(HttpStatusCode.OK, await renamed.Content.ReadAsStringAsync());

        using var again = await GetAsync(client, address, tag);
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        again.Headers.ETag!.ToString().ShouldBe(renamed.Headers.ETag!.ToString(), "a change answers what a read shows next");
    }

    /// <summary>The thing's row stays as it is while things that are shown with it come.</summary>
    [Fact]
    public async Task What_is_shown_beside_it_counts_too_but_disturbs_no_change()
    {
        using var client = app.Anonymous();
        var address = await MadeAsync(client);
        using var before = await client.GetAsync($"{address}/namesakes");
        var name = (await client.GetFromJsonAsync<Dictionary<string, string>>(address))!["name"];
        using var sibling = await client.PostAsJsonAsync(ToyApp.Things, new { name = $"{name}2" });

        using var after = await GetAsync(client, $"{address}/namesakes", before.Headers.ETag!.ToString());
        after.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await after.Content.ReadAsStringAsync()).ShouldBe("2");
        using var rename = new HttpRequestMessage(HttpMethod.Put, address) { Content = JsonContent.Create(new { name = $"{name}3" }) };
        rename.Headers.TryAddWithoutValidation("If-Match", before.Headers.ETag!.ToString());
        using var renamed = await client.SendAsync(rename);
        renamed.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nothing_may_be_kept_unless_anybody_may_read_it()
    {
        using var anonymous = app.Anonymous();
        using var staff = app.Client("toy:read");
        var address = await MadeAsync(anonymous);

        (await KeptAsync(anonymous, address)).ShouldBe("public, max-age=60");
        (await KeptAsync(staff, address)).ShouldBe("no-store", "a token may show more");
        (await KeptAsync(anonymous, $"{ToyApp.Things}/{Guid.NewGuid()}")).ShouldBe("no-store", "nothing is there yet");
        (await KeptAsync(anonymous, $"{address}/namesakes")).ShouldBe("no-store", "nobody said that it may be kept");
        (await KeptAsync(anonymous, "/api/toy/v1/forgotten")).ShouldBe("no-store");
        (await KeptAsync(anonymous, "/api/toy/v1/fails")).ShouldContain("no-store");
        (await KeptAsync(anonymous, "/nowhere")).ShouldBe("no-store");
    }

    static async Task<string> KeptAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address);
        return answer.Headers.CacheControl!.ToString();
    }

    static async Task<string> MadeAsync(HttpClient client)
    {
        using var made = await client.PostAsJsonAsync(ToyApp.Things, new { name = $"{Guid.NewGuid()}" });
        return made.Headers.Location!.ToString();
    }

    static async Task<string> TagAsync(HttpClient client, string address)
    {
        using var read = await client.GetAsync(address);
        return read.Headers.ETag!.ToString();
    }

    static async Task<HttpResponseMessage> GetAsync(HttpClient client, string address, string ifNoneMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        return await client.SendAsync(request);
    }
}
