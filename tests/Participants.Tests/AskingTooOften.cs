using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Hosting;
using QLab.Testing;

namespace QLab.Participants.Tests;

/// <summary>The participants service with little patience for one client address.</summary>
public sealed class ImpatientApp : ParticipantsApp
{
    protected override void Configure(IWebHostBuilder builder)
    {
        base.Configure(builder);
        builder.UseSetting("Newsletter:AsksAnHour", "3");
        builder.UseSetting("Interests:AsksAnHour", "3");
    }
}

public sealed class AskingTooOften(ImpatientApp app) : IClassFixture<ImpatientApp>
{
    [Fact]
    public async Task From_one_place_for_many_addresses_is_refused()
    {
        using var anybody = app.Anonymous();
        HttpStatusCode[] answers = [await AskAsync(anybody, "a@example.org"), await AskAsync(anybody, "b@example.org"), await AskAsync(anybody, "c@example.org"), await AskAsync(anybody, "d@example.org")];
        answers.ShouldBe([HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.TooManyRequests]);
        (await app.ScalarAsync<long>("SELECT count(*) FROM newsletter_subscriptions WHERE email LIKE '_@example.org'")).ShouldBe(3);
    }

    [Fact]
    public async Task A_household_with_many_IPv6_addresses_is_one_place()
    {
        foreach (var address in new[] { "2001:db8:1:2::1", "2001:db8:1:2::2", "2001:db8:1:2:ffff::3" })
            (await FromAsync(address)).ShouldBe(HttpStatusCode.Accepted);
        (await FromAsync("2001:db8:1:2:ffff::4")).ShouldBe(HttpStatusCode.TooManyRequests);
        (await FromAsync("2001:db8:1:3::1")).ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task From_one_place_for_many_who_would_like_to_take_part_is_refused()
    {
        var project = await app.ProjectAsync();
        using var anybody = app.From("2001:db8:1:4::1");
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++)
        {
            using var answer = await anybody.PostAsJsonAsync($"/api/participants/v1/projects/{project}/expressions-of-interest", new
            {
                name = "Somebody", email = $"{Guid.NewGuid():N}@household.example", why = "Why not",
                perspectives = new[] { new { kind = "carer" } },
            });
            answers.Add(answer.StatusCode);
        }
        answers.ShouldBe([HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.TooManyRequests]);
    }

    async Task<HttpStatusCode> FromAsync(string address)
    {
        using var client = app.From(address);
        return await AskAsync(client, $"{Guid.NewGuid():N}@household.example");
    }

    static async Task<HttpStatusCode> AskAsync(HttpClient client, string email)
    {
        using var answer = await client.PostAsJsonAsync("/api/participants/v1/newsletter/subscriptions", new { email });
        if (answer.StatusCode == HttpStatusCode.TooManyRequests) answer.Headers.RetryAfter.ShouldNotBeNull();
        return answer.StatusCode;
    }
}
