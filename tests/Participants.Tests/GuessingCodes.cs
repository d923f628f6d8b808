using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using QLab.Testing;

namespace QLab.Participants.Tests;

/// <summary>The limits as they are without configuration. Each test comes from a client address of its own.</summary>
public sealed class GuessingCodes(IssuingApp app)
{
    [Fact]
    public async Task An_address_gets_five_codes_and_then_none_whether_somebody_has_it_or_not()
    {
        using var staff = await app.OperatorAsync();
        var known = $"{Guid.NewGuid():N}@example.org";
        await ParticipantsApp.CreatedAsync(staff, "people", new { name = "Known", email = known });
        foreach (var email in new[] { known, $"{Guid.NewGuid():N}@example.org" })
        {
            using var client = app.From(email == known ? "192.0.2.1" : "192.0.2.2");
            for (var i = 0; i < 5; i++) (await AskAsync(client, email)).Status.ShouldBe(HttpStatusCode.Accepted);
            var (status, wait) = await AskAsync(client, email);
            status.ShouldBe(HttpStatusCode.TooManyRequests);
            wait.ShouldBeInRange(1, 900);
        }
    }

    [Fact]
    public async Task A_client_address_gets_thirty_codes_and_another_one_is_not_disturbed()
    {
        using var client = app.From("192.0.2.3");
        for (var i = 0; i < 30; i++) (await AskAsync(client, $"{Guid.NewGuid():N}@example.org")).Status.ShouldBe(HttpStatusCode.Accepted);
        (await AskAsync(client, $"{Guid.NewGuid():N}@example.org")).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        using var another = app.From("192.0.2.4");
        (await AskAsync(another, $"{Guid.NewGuid():N}@example.org")).Status.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task A_household_is_one_client_address()
    {
        using var first = app.From("2001:db8:1:2::1");
        using var second = app.From("2001:db8:1:2:ffff::9");
        for (var i = 0; i < 30; i++) await AskAsync(i % 2 == 0 ? first : second, $"{Guid.NewGuid():N}@example.org");
        (await AskAsync(second, $"{Guid.NewGuid():N}@example.org")).Status.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_client_address_tries_sixty_codes_and_the_token_endpoint_counts_with_it()
    {
        using var client = app.From("192.0.2.5");
        for (var i = 0; i < 60; i++)
        {
            using var tried = await client.PostAsJsonAsync(
                "/api/participants/v1/sign-in", new { email = $"{Guid.NewGuid():N}@example.org", code = "12345678" });
            tried.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }
        using var refused =
            await client.PostAsJsonAsync("/api/participants/v1/sign-in", new { email = "a@example.org", code = "12345678" });
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        using var form = new FormUrlEncodedContent(
            [new("grant_type", "urn:qlab:grant-type:sign-in-code"), new("email", "a@example.org"), new("code", "12345678")]);
        using var other = await client.PostAsync("/connect/token", form);
        other.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        other.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_counts_are_in_the_database_alone_so_no_restart_and_no_replica_gives_new_tries()
    {
        using var client = app.From("192.0.2.6");
        var email = $"{Guid.NewGuid():N}@example.org";
        for (var i = 0; i < 6; i++) await AskAsync(client, email);
        (await AskAsync(client, email)).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        await using (var forget = app.Database.CreateCommand("UPDATE sign_in_counts SET opened_at = opened_at - interval '15 minutes'"))
            await forget.ExecuteNonQueryAsync();
        (await AskAsync(client, email)).Status.ShouldBe(HttpStatusCode.Accepted, "the window is over");
    }

    [Fact]
    public async Task Another_replica_counts_with_the_first()
    {
        await using var replica = app.Replica();
        using var first = app.From("192.0.2.7");
        using var second = IssuingApp.From("192.0.2.8", replica.CreateClient());
        var email = $"{Guid.NewGuid():N}@example.org";
        for (var i = 0; i < 5; i++) (await AskAsync(i % 2 == 0 ? first : second, email)).Status.ShouldBe(HttpStatusCode.Accepted);
        (await AskAsync(first, email)).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        (await AskAsync(second, email)).Status.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    static async Task<(HttpStatusCode Status, int Wait)> AskAsync(HttpClient client, string email)
    {
        using var asked = await client.PostAsJsonAsync("/api/participants/v1/sign-in/codes", new { email });
        var wait = asked.Headers.TryGetValues("Retry-After", out var values) ? int.Parse(values.Single(), CultureInfo.InvariantCulture) : 0;
        return (asked.StatusCode, wait);
    }
}
