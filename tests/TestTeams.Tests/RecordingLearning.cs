using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using QLab.Contributions;
using QLab.Testing;
using QLab.TestTeams.Contracts;

namespace QLab.TestTeams.Tests;

public sealed class RecordingLearning(TestTeamsApp app)
{
    const string Words = "Lunch breaks are good for informal feedback.";

    [Fact]
    public async Task Is_announced_without_its_words_and_can_be_followed()
    {
        var project = await app.KnownProjectAsync();
        var team = await app.FormedAsync(project, "gather", "diagnose");
        await using var another = await app.AnotherServiceAsync();
        var (announced, given) = (await another.ListenAsync<LearningRecorded>(), await another.ListenAsync<ContributionGiven>());

        using var answer = await app.PostAsync($"teams/{team}/learnings", new { text = Words, confidence = "high" });

        var learning = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, learning.ToJsonString());
        var id = learning["id"]!.GetValue<Guid>();
        learning["follow"]!.GetValue<string>().ShouldBe($"/api/publications/v1/lineage/contributions/{id}");
        learning["stage"]!.GetValue<string>().ShouldBe("diagnose", "where the team is, when nothing else is said");
        (await app.ReadAsync($"teams/{team}/learnings/{id}", "test-teams:read"))["text"]!.GetValue<string>().ShouldBe(Words);

        await Eventually.Equals(1, () => Task.FromResult(announced.Count(e => e.LearningId == id)));
        var said = announced.Single(e => e.LearningId == id);
        (said.TeamId, said.ProjectId).ShouldBe((team, project));
        JsonSerializer.Serialize(said).ShouldNotContain("Lunch");
        await Eventually.Equals(1, () => Task.FromResult(given.Count(e => e.ContributionId == id)));
        var contribution = given.Single(e => e.ContributionId == id);
        contribution.Consents.ShouldBe(["research", "quotation"], "it is the team's to share");
        (contribution with { Consents = null })
            .ShouldBe(
                new(id, project, null, "test-teams", team, "learning", "a test team's learning", "test team learning", 1, said.OccurredAt));
    }

    [Fact]
    public async Task Is_counted_for_everybody_and_read_with_the_scope_only()
    {
        var team = await app.FormedAsync(null, "gather");
        foreach (var confidence in new[] { "low", "medium", "low" })
            (await app.PostAsync($"teams/{team}/learnings", new { text = Words, confidence })).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await app.PostAsync($"teams/{team}/learnings", new
        {
            text = Words, confidence = "low", stage = "deliver",
        })).StatusCode.ShouldBe(HttpStatusCode.Created);

        (await app.ReadAsync($"teams/{team}"))["learnings"]!.GetValue<int>().ShouldBe(4);
        (await app.ReadAsync($"teams/{team}/learnings", "test-teams:read")).AsArray().Count.ShouldBe(4);
        (await app.ReadAsync($"teams/{team}/learnings?confidence=low&stage=gather", "test-teams:read")).AsArray().Count.ShouldBe(2);
        using var anybody = app.Anonymous();
        using var refused = await anybody.GetAsync($"/api/test-teams/v1/teams/{team}/learnings");
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("", "high", "/text")]
    [InlineData("words", "certain", "/confidence")]
    public async Task That_is_malformed_is_refused(string text, string confidence, string fault)
    {
        var team = await app.FormedAsync();
        using var refused = await app.PostAsync($"teams/{team}/learnings", new { text, confidence });
        (await TestTeamsApp.FaultsAsync(refused)).ShouldBe([fault]);
    }

    [Fact]
    public async Task In_a_closed_project_goes_on_with_a_grant()
    {
        var project = await app.KnownProjectAsync();
        var team = await app.FormedAsync(project);
        await app.FundAsync(team);
        await app.CloseAsync(project);
        using var recorded = await app.PostAsync($"teams/{team}/learnings", new { text = Words, confidence = "low" });
        recorded.StatusCode.ShouldBe(HttpStatusCode.Created, await recorded.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task In_a_closed_project_without_a_grant_or_for_no_team_is_refused()
    {
        var project = await app.KnownProjectAsync();
        var (team, funded) = (await app.FormedAsync(project), await app.FormedAsync(project));
        await app.FundAsync(funded);
        await app.CloseAsync(project);
        using var closed = await app.PostAsync($"teams/{team}/learnings", new { text = Words, confidence = "low" });
        await TestTeamsApp.ProblemAsync(closed, HttpStatusCode.Conflict, "project-closed");
        using var nobody = await app.PostAsync($"teams/{Guid.NewGuid()}/learnings", new { text = Words, confidence = "low" });
        await TestTeamsApp.ProblemAsync(nobody, HttpStatusCode.NotFound, "team-not-found");
    }
}
