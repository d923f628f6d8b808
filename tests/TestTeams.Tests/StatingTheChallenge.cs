using System.Net;
using System.Net.Http.Json;

namespace QLab.TestTeams.Tests;

public sealed class StatingTheChallenge(TestTeamsApp app)
{
    const string Challenge = "How might physiotherapists feel able to talk about mental health?";

    [Fact]
    public async Task Shows_it_to_everybody_and_gives_the_next_version()
    {
        var team = await app.FormedAsync();
        var read = await ETagAsync(team);
        using var stated = await PutAsync(team, read);
        stated.StatusCode.ShouldBe(HttpStatusCode.NoContent, await stated.Content.ReadAsStringAsync());
        (await app.ReadAsync($"teams/{team}"))["challenge"]!.GetValue<string>().ShouldBe(Challenge);
        stated.Headers.ETag!.Tag.ShouldNotBe(read);
        using var again = await PutAsync(team, stated.Headers.ETag.Tag);
        again.StatusCode.ShouldBe(HttpStatusCode.NoContent, await again.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Needs_the_version_that_was_read_even_for_the_same_words()
    {
        var team = await app.FormedAsync();
        var read = await ETagAsync(team);
        using var without = await PutAsync(team, null);
        await TestTeamsApp.ProblemAsync(without, HttpStatusCode.PreconditionRequired, "precondition-needed");
        using var first = await PutAsync(team, read);
        first.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var second = await PutAsync(team, read);
        await TestTeamsApp.ProblemAsync(second, HttpStatusCode.PreconditionFailed, "changed-meanwhile");
    }

    [Fact]
    public async Task Is_refused_when_the_team_has_moved_on_meanwhile()
    {
        var team = await app.FormedAsync();
        var read = await ETagAsync(team);
        using var entered = await app.PostAsync($"teams/{team}/stages", new { stage = "gather" });
        entered.StatusCode.ShouldBe(HttpStatusCode.Created);
        using var refused = await PutAsync(team, read);
        await TestTeamsApp.ProblemAsync(refused, HttpStatusCode.PreconditionFailed, "changed-meanwhile");
    }

    async Task<string> ETagAsync(Guid team)
    {
        using var anybody = app.Anonymous();
        using var read = await anybody.GetAsync($"/api/test-teams/v1/teams/{team}");
        return read.Headers.ETag!.Tag;
    }

    async Task<HttpResponseMessage> PutAsync(Guid team, string? etag)
    {
        using var staff = app.Client(TestTeamsApp.AllScopes);
        if (etag is not null) staff.DefaultRequestHeaders.Add("If-Match", etag);
        return await staff.PutAsJsonAsync($"/api/test-teams/v1/teams/{team}/challenge", new { challenge = Challenge });
    }
}
