using System.Net;
using System.Net.Http.Json;

namespace QLab.ServiceDefaults.Tests;

public sealed class RepeatingARequest(ToyApp app)
{
    [Fact]
    public async Task With_the_same_key_gives_the_first_answer_and_does_nothing_again()
    {
        using var client = With("\"first\"");
        using var first = await client.PostAsJsonAsync(ToyApp.Things, new { name = "once" });
        using var second = await client.PostAsJsonAsync(ToyApp.Things, new { name = "once" });

        second.StatusCode.ShouldBe(HttpStatusCode.Created);
        second.Headers.Location.ShouldBe(first.Headers.Location);
        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        second.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        (await app.CountAsync("things WHERE name = 'once'")).ShouldBe(1);
    }

    [Fact]
    public async Task All_at_once_does_it_once()
    {
        using var client = With("\"race\"");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.PostAsJsonAsync(ToyApp.Things, new { name = "race" })));

        answers.Count(a => a.StatusCode == HttpStatusCode.Created).ShouldBeGreaterThan(0);
        answers.ShouldAllBe(
            a => a.StatusCode == HttpStatusCode.Created || (a.StatusCode == HttpStatusCode.Conflict && a.Headers.RetryAfter != null));
        (await app.CountAsync("things WHERE name = 'race'")).ShouldBe(1);
    }

    [Fact]
    public async Task With_another_body_is_refused()
    {
        using var client = With("\"reused\"");
        using var first = await client.PostAsJsonAsync(ToyApp.Things, new { name = "one" });
        using var second = await client.PostAsJsonAsync(ToyApp.Things, new { name = "two" });
        second.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await app.CountAsync("things WHERE name = 'two'")).ShouldBe(0);
    }

    [Fact]
    public async Task By_another_client_is_another_request()
    {
        using var one = With("\"shared\"", app.Issuer.Token("x", client: "one"));
        using var two = With("\"shared\"", app.Issuer.Token("x", client: "two"));
        using var first = await one.PostAsJsonAsync(ToyApp.Things, new { name = "of one" });
        using var second = await two.PostAsJsonAsync(ToyApp.Things, new { name = "of two" });
        second.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await app.CountAsync("things WHERE name = 'of two'")).ShouldBe(1);
    }

    [Fact]
    public async Task That_was_told_to_try_again_is_tried_again()
    {
        using var client = With("\"wait\"");
        var address = $"{ToyApp.Things}/{Guid.NewGuid()}/wait";
        using var first = await client.PostAsync(address, null);
        using var second = await client.PostAsync(address, null);
        second.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        second.Headers.Contains("Idempotency-Replayed").ShouldBeFalse();
    }

    [Theory]
    [InlineData("unquoted")]
    [InlineData("\"\"")]
    [InlineData("\"half")]
    [InlineData("\"in\"side\"")]
    public async Task With_a_key_that_is_no_quoted_string_is_refused(string key)
    {
        using var client = With(key);
        using var refused = await client.PostAsJsonAsync(ToyApp.Things, new { name = "never" });
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await app.CountAsync("things WHERE name = 'never'")).ShouldBe(0);
    }

    [Fact]
    public async Task After_an_answer_that_a_day_has_passed_over_is_a_new_request()
    {
        using var client = With("\"old\"");
        using var first = await client.PostAsJsonAsync(ToyApp.Things, new { name = "old" });
        await app.ScalarAsync<object>(
            "UPDATE idempotency_records SET remembered_at = remembered_at - interval '25 hours' WHERE key = 'old'");
        using var second = await client.PostAsJsonAsync(ToyApp.Things, new { name = "new" });
        second.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    HttpClient With(string key, string? token = null)
    {
        var client = token is null ? app.Anonymous() : app.WithToken(token);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Idempotency-Key", key);
        return client;
    }
}
