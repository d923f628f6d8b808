using System.Net;
using System.Text.Json.Nodes;
using QLab.Testing;
using QLab.TestTeams.Contracts;

namespace QLab.TestTeams.Tests;

public sealed class EnteringAStage(TestTeamsApp app)
{
    [Fact]
    public async Task Is_announced_with_a_version_that_rises()
    {
        await using var another = await app.AnotherServiceAsync();
        var announced = await another.ListenAsync<StageEntered>();

        var project = await app.KnownProjectAsync();
        var team = await app.FormedAsync(project, "gather", "diagnose", "discover");

        await Eventually.Equals(3, () => Task.FromResult(announced.Count(e => e.TeamId == team)));
        announced.Where(e => e.TeamId == team).OrderBy(e => e.Version).Select(e => (e.Version, e.Stage, e.ProjectId))
            .ShouldBe([(1, "gather", project), (2, "diagnose", project), (3, "discover", project)]);
    }

    [Fact]
    public async Task Ahead_of_the_next_is_refused_and_says_which_is_next()
    {
        var team = await app.FormedAsync(null, "gather");
        using var refused = await EnterAsync(team, "define");
        (await TestTeamsApp.ProblemAsync(refused, HttpStatusCode.Conflict, "stage-skipped"))["detail"]!.GetValue<string>()
            .ShouldBe("The team is in gather. The next stage is diagnose.");
        (await app.ReadAsync($"teams/{team}"))["stage"]!.GetValue<string>().ShouldBe("gather");
    }

    [Fact]
    public async Task Where_the_team_is_already_is_refused()
    {
        var team = await app.FormedAsync(null, "gather");
        using var refused = await EnterAsync(team, "gather");
        await TestTeamsApp.ProblemAsync(refused, HttpStatusCode.Conflict, "stage-entered");
    }

    [Fact]
    public async Task Back_needs_a_reason_and_keeps_the_path()
    {
        var team = await app.FormedAsync(null, "gather", "diagnose", "discover");
        using var refused = await EnterAsync(team, "gather");
        await TestTeamsApp.ProblemAsync(refused, HttpStatusCode.Conflict, "reason-needed");

        using var back = await EnterAsync(team, "gather", "Two members have left.");
        back.StatusCode.ShouldBe(HttpStatusCode.Created, await back.Content.ReadAsStringAsync());
        using var onward = await EnterAsync(team, "diagnose");
        onward.StatusCode.ShouldBe(HttpStatusCode.Created, await onward.Content.ReadAsStringAsync());

        (await PathAsync(team)).ShouldBe(
            [(1, "gather", false), (2, "diagnose", false), (3, "discover", false), (4, "gather", true), (5, "diagnose", false)]);
    }

    [Fact]
    public async Task Forward_with_a_reason_is_refused()
    {
        var team = await app.FormedAsync();
        using var refused = await EnterAsync(team, "gather", "Because.");
        await TestTeamsApp.ProblemAsync(refused, HttpStatusCode.Conflict, "reason-not-wanted");
    }

    [Fact]
    public async Task By_two_people_at_once_counts_each_step_once()
    {
        var team = await app.FormedAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            using var answer = await EnterAsync(team, "gather");
            return answer.StatusCode == HttpStatusCode.Created
                ? "entered"
                : JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["type"]!.GetValue<string>();
        }));

        answers.Count(answer => answer == "entered").ShouldBe(1);
        answers.Except(["entered", "urn:qlab:problem:stage-entered", "urn:qlab:problem:lost-race"]).ShouldBeEmpty();
        (await PathAsync(team)).ShouldBe([(1, "gather", false)]);
    }

    [Fact]
    public async Task Sent_again_with_its_id_says_that_it_exists()
    {
        var team = await app.FormedAsync();
        var body = new { id = Guid.NewGuid(), stage = "gather" };
        using var first = await app.PostAsync($"teams/{team}/stages", body);
        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        using var again = await app.PostAsync($"teams/{team}/stages", body);
        await TestTeamsApp.ProblemAsync(again, HttpStatusCode.Conflict, "already-exists");
    }

    [Fact]
    public async Task In_a_closed_project_is_refused_without_a_grant()
    {
        var project = await app.KnownProjectAsync();
        var (team, funded) = (await app.FormedAsync(project), await app.FormedAsync(project));
        await app.FundAsync(funded);
        await app.CloseAsync(project);
        using var refused = await EnterAsync(team, "gather");
        await TestTeamsApp.ProblemAsync(refused, HttpStatusCode.Conflict, "project-closed");
    }

    [Fact]
    public async Task In_a_closed_project_goes_on_with_a_grant()
    {
        var project = await app.KnownProjectAsync();
        var team = await app.FormedAsync(project, "gather");
        await app.CloseAsync(project);
        await app.FundAsync(team);
        using var entered = await EnterAsync(team, "diagnose");
        entered.StatusCode.ShouldBe(HttpStatusCode.Created, await entered.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Shows_its_words_to_those_with_the_scope_only()
    {
        var team = await app.FormedAsync();
        using var entered = await app.PostAsync($"teams/{team}/stages", new { stage = "gather", note = "First meeting in Keele." });
        entered.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await app.ReadAsync($"teams/{team}"))["stages"]![0]!["note"].ShouldBeNull();
        (await app.ReadAsync($"teams/{team}", "test-teams:read"))["stages"]![0]!["note"]!.GetValue<string>()
            .ShouldBe("First meeting in Keele.");
    }

    [Fact]
    public async Task That_does_not_exist_is_malformed()
    {
        var team = await app.FormedAsync();
        using var refused = await EnterAsync(team, "flying");
        (await TestTeamsApp.FaultsAsync(refused)).ShouldBe(["/stage"]);
    }

    Task<HttpResponseMessage> EnterAsync(Guid team, string stage, string? reason = null) =>
        app.PostAsync($"teams/{team}/stages", reason is null ? new { stage } : new { stage, reason });

    async Task<IEnumerable<(int, string, bool)>> PathAsync(Guid team) =>
        (await app.ReadAsync($"teams/{team}"))["stages"]!.AsArray()
            .Select(s => (s!["version"]!.GetValue<int>(), s["stage"]!.GetValue<string>(), s["back"]!.GetValue<bool>()));
}
