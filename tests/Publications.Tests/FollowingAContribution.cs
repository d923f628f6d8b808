using System.Net;
using System.Text.Json.Nodes;
using QLab.Contributions;
using QLab.Participants.Contracts;
using QLab.Publications.Contracts;
using QLab.Testing;
using QLab.TestTeams.Contracts;

namespace QLab.Publications.Tests;

public sealed class FollowingAContribution(PublicationsApp app)
{
    [Fact]
    public async Task From_the_survey_response_to_the_essay_and_back()
    {
        using var staff = app.Client(PublicationsApp.AllScopes);
        using var anybody = app.Anonymous();
        await using var another = await app.AnotherServiceAsync();
        var published = await another.ListenAsync<PublicationPublished>();
        var project = await app.KnownProjectAsync();
        var response = (await app.ResponsesAsync(project, 1))[0];

        (await OutcomeAsync(anybody, response)).ShouldBe("not used yet");
        var theme = await app.ThemeAsync(staff, project, "T1");
        var evidence = await PublicationsApp.CreatedAsync(staff, $"themes/{theme}/evidence", new
        {
            contributionId = response, passage = new { start = 0, end = 40 }, memo = "Strong words.",
        });
        (await OutcomeAsync(anybody, response)).ShouldBe("not used yet");
        var insight = await app.InsightAsync(staff, project, theme);
        (await OutcomeAsync(anybody, response)).ShouldBe("not used yet");
        var essay = await app.EssayAsync(staff, project, "listening-first", insight);

        var forward = await PublicationsApp.ReadAsync(anybody, $"lineage/contributions/{response}");
        forward["outcome"]!.GetValue<string>().ShouldBe("used in version 1 of “Listening first”");
        forward["simulated"]!.GetValue<bool>().ShouldBeTrue();
        forward["usedIn"]![0]!["href"]!.GetValue<string>().ShouldBe($"/api/publications/v1/publications/{essay}");
        Edges(forward).ShouldBe(
            [$"{response}>{evidence}", $"{evidence}>{theme}", $"{theme}>{insight}", $"{insight}>{essay}"], ignoreOrder: true);

        var back = await PublicationsApp.ReadAsync(staff, $"lineage/publications/{essay}");
        Edges(back).ShouldBe(Edges(forward), ignoreOrder: true);
        back["contributions"]!.ToJsonString().ShouldBe("""[{"kind":"surveyResponse","count":1}]""");
        await Eventually.Equals(
            1, () => Task.FromResult(published.Count(e => e.PublicationId == essay && e.Version == 1 && e.Kind == "essay")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Names_the_project_as_it_is_called_now_whichever_way_round_that_is_heard(bool openingFirst)
    {
        var (project, response) = (Guid.NewGuid(), Guid.NewGuid());
        await using var others = await app.AnotherServiceAsync();
        Func<Task<Guid>>[] said =
        [
            () => others.PublishAsync(new ProjectOpened(project, 1, $"p-{project}", "Helth and pain", new(2018, 9, 1), new(2019, 10, 31), true, DateTimeOffset.UtcNow)),
            () => others.PublishAsync(new ProjectCorrected(project, 3, "Health and pain", new(2018, 9, 1), new(2019, 10, 31), DateTimeOffset.UtcNow)),
        ];
        foreach (var saying in openingFirst ? said : said.Reverse()) await app.HandledAsync(await saying());
        await others.PublishAsync(PublicationsApp.Response(response, project, null, new(2018, 10, 3, 9, 30, 0, TimeSpan.Zero)));
        await app.ArrivedAsync(response);

        using var anybody = app.Anonymous();
        (await PublicationsApp.ReadAsync(anybody, $"lineage/contributions/{response}")).ToJsonString().ShouldContain("\"Health and pain\"");
        (await app.ScalarAsync<bool>($"SELECT simulated FROM projects WHERE id = '{project}'")).ShouldBeTrue();
    }

    [Fact]
    public async Task Shows_no_person_and_no_memo()
    {
        using var staff = app.Client(PublicationsApp.AllScopes);
        using var anybody = app.Anonymous();
        var project = await app.KnownProjectAsync();
        var response = (await app.ResponsesAsync(project, 1))[0];
        var theme = await app.ThemeAsync(staff, project, "T1");
        await PublicationsApp.CreatedAsync(staff, $"themes/{theme}/evidence", new { contributionId = response, memo = "SECRET-MEMO" });
        var participant = await app.ScalarAsync<Guid>($"SELECT participant_id FROM contributions WHERE id = '{response}'");
        participant.ShouldNotBe(Guid.Empty);

        var shown = (await PublicationsApp.ReadAsync(anybody, $"lineage/contributions/{response}")).ToJsonString();

        shown.ShouldNotContain("SECRET-MEMO");
        shown.ShouldNotContain(participant.ToString());
        shown.ShouldNotContain("09:30", customMessage: "the day is enough");
    }

    [Fact]
    public async Task That_has_not_arrived_says_so()
    {
        using var anybody = app.Anonymous();
        using var missing = await anybody.GetAsync($"/api/publications/v1/lineage/contributions/{Guid.NewGuid()}");
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var problem = JsonNode.Parse(await missing.Content.ReadAsStringAsync())!;
        problem["type"]!.GetValue<string>().ShouldBe("urn:qlab:problem:contribution-not-found");
        problem["detail"]!.GetValue<string>().ShouldContain("moment to arrive");
    }

    [Fact]
    public async Task Told_twice_and_before_its_project_counts_once()
    {
        var project = Guid.NewGuid();
        var (response, note, learning, message) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var given = new DateTimeOffset(2018, 10, 3, 0, 0, 0, TimeSpan.Zero);
        await using var another = await app.AnotherServiceAsync();
        for (var i = 0; i < 2; i++)
        {
            await another.PublishAsync(PublicationsApp.Response(response, project, null, given), message);
            await another.PublishAsync(PublicationsApp.Note(note, project, given));
            await another.PublishAsync(PublicationsApp.Learning(learning, Guid.NewGuid(), project, given));
        }
        await app.ArrivedAsync(response, note, learning);

        using var anybody = app.Anonymous();
        var lineage = await PublicationsApp.ReadAsync(anybody, $"lineage/contributions/{response}");
        lineage["projectTitle"].ShouldBeNull();
        lineage["simulated"].ShouldBeNull("nobody has said yet whether it is made up");
        lineage["givenOn"]!.GetValue<string>().ShouldBe("2018-10-03");
        (await app.ScalarAsync<string>($"SELECT string_agg(kind || ' ' || service, ', ' ORDER BY kind) FROM contributions WHERE project_id = '{project}'"))
            .ShouldBe("learning test-teams, surveyResponse surveys, workshopNote workshops");
    }

    [Fact]
    public async Task A_burst_told_twice_is_kept_once_each()
    {
        var (project, survey) = (Guid.NewGuid(), Guid.NewGuid());
        ContributionGiven[] burst = [.. Enumerable.Range(0, 500)
            .Select(_ => PublicationsApp.Response(Guid.NewGuid(), project, Guid.NewGuid(), DateTimeOffset.UtcNow, survey))];
        await using var surveys = await app.AnotherServiceAsync();
        var messages = await Task.WhenAll(burst.Concat(burst.Reverse()).Select(e => surveys.PublishAsync(e)));
        await app.ArrivedAsync([.. burst.Select(e => e.ContributionId)]);
        await Eventually.Equals(
            1000L, () => app.ScalarAsync<long>($"SELECT count(*) FROM inbox WHERE message_id IN ('{string.Join("','", messages)}')"));
        (await app.ScalarAsync<long>($"SELECT count(*) FROM contributions WHERE project_id = '{project}'")).ShouldBe(500);
    }

    [Fact]
    public async Task Of_a_test_team_leads_to_the_team_and_its_grant_in_whatever_order_they_are_told()
    {
        var project = await app.KnownProjectAsync();
        var (team, learning, grant) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var now = DateTimeOffset.UtcNow;
        await using var teams = await app.AnotherServiceAsync();
        await teams.PublishAsync(new GrantAwarded(grant, team, project, [Guid.NewGuid()], new(2019, 9, 30), now));
        await teams.PublishAsync(PublicationsApp.Learning(learning, team, project, now));
        await teams.PublishAsync(new StageEntered(team, project, 2, "diagnose", now));
        await app.HandledAsync(await teams.PublishAsync(new StageEntered(team, project, 1, "gather", now)));
        await teams.PublishAsync(new TeamFormed(team, project, "Team Powys", [Guid.NewGuid()], now));
        await app.ArrivedAsync(learning);
        await Eventually.Equals(2L, () => app.ScalarAsync<long>($"SELECT (SELECT count(*) FROM teams WHERE id = '{team}') + (SELECT count(*) FROM grants WHERE id = '{grant}')"));

        using var staff = app.Client(PublicationsApp.AllScopes);
        using var anybody = app.Anonymous();
        var shown = await PublicationsApp.ReadAsync(anybody, $"lineage/contributions/{learning}");
        Edges(shown).ShouldBe([$"{team}>{learning}", $"{team}>{grant}"], ignoreOrder: true);
        shown["nodes"]!.AsArray().Single(n => n!["id"]!.GetValue<Guid>() == team)!["stage"]!.GetValue<string>().ShouldBe("diagnose");

        var theme = await app.ThemeAsync(staff, project, "T1");
        await PublicationsApp.CreatedAsync(staff, $"themes/{theme}/evidence", new { contributionId = learning });
        var insight = await app.InsightAsync(staff, project, theme);
        var essay = await app.EssayAsync(staff, project, "teams", insight);
        Edges(await PublicationsApp.ReadAsync(anybody, $"lineage/publications/{essay}"))
            .ShouldBe([$"{team}>{theme}", $"{team}>{grant}", $"{theme}>{insight}", $"{insight}>{essay}"], ignoreOrder: true);
    }

    [Fact]
    public async Task Names_the_team_and_the_day_of_its_grant_as_they_were_put_right_even_before_they_were_told()
    {
        var project = await app.KnownProjectAsync();
        var (team, learning, grant) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var now = DateTimeOffset.UtcNow;
        await using var teams = await app.AnotherServiceAsync();
        await app.HandledAsync(await teams.PublishAsync(new TeamCorrected(team, project, "Team Gwent", [Guid.NewGuid()], now)));
        await app.HandledAsync(await teams.PublishAsync(new TeamFormed(team, project, "Team Powys", [Guid.NewGuid()], now.AddDays(-3))));
        await app.HandledAsync(await teams.PublishAsync(new GrantCorrected(grant, team, project, 2, [Guid.NewGuid()], new(2019, 10, 30), now)));
        await app.HandledAsync(await teams.PublishAsync(new GrantAwarded(grant, team, project, [Guid.NewGuid()], new(2019, 9, 30), now)));
        var withdrawn = Guid.NewGuid();
        await app.HandledAsync(await teams.PublishAsync(new GrantWithdrawn(withdrawn, team, project, 2, new(2019, 9, 30), now)));
        await app.HandledAsync(
            await teams.PublishAsync(new GrantAwarded(withdrawn, team, project, [Guid.NewGuid()], new(2019, 9, 30), now)));
        await teams.PublishAsync(PublicationsApp.Learning(learning, team, project, now));
        await app.ArrivedAsync(learning);
        using var anybody = app.Anonymous();
        (await PublicationsApp.ReadAsync(anybody, $"lineage/contributions/{learning}"))["nodes"]!.AsArray()
            .Select(n => n!["label"]!.GetValue<string>()).Skip(1).ShouldBe(["Team Gwent", "a grant, 30 October 2019"]);
    }

    [Fact]
    public async Task Coded_after_the_essay_came_out_counts_from_the_next_version()
    {
        using var staff = app.Client(PublicationsApp.AllScopes);
        using var anybody = app.Anonymous();
        var project = await app.KnownProjectAsync();
        var responses = await app.ResponsesAsync(project, 2);
        var theme = await app.ThemeAsync(staff, project, "T1");
        await PublicationsApp.CreatedAsync(staff, $"themes/{theme}/evidence", new { contributionId = responses[0] });
        var insight = await app.InsightAsync(staff, project, theme);
        var essay = await app.EssayAsync(staff, project, "versions", insight);

        await PublicationsApp.CreatedAsync(staff, $"themes/{theme}/evidence", new { contributionId = responses[1] });
        (await OutcomeAsync(anybody, responses[1])).ShouldBe("not used yet");
        (await PublicationsApp.ReadAsync(staff, $"lineage/publications/{essay}")).ToJsonString().ShouldNotContain(responses[1].ToString());

        await PublicationsApp.CreatedAsync(
            staff, $"publications/{essay}/versions", new { markdown = "More voices.", changeNote = "A second voice." });
        (await OutcomeAsync(anybody, responses[1])).ShouldBe("used in version 2 of “Listening first”");
        (await PublicationsApp.ReadAsync(staff, $"lineage/publications/{essay}")).ToJsonString().ShouldContain(responses[1].ToString());
        Versions(await PublicationsApp.ReadAsync(anybody, $"lineage/contributions/{responses[0]}"), essay).ShouldBe([1, 2]);
        Versions(await PublicationsApp.ReadAsync(anybody, $"lineage/contributions/{responses[1]}"), essay).ShouldBe([2]);
    }

    static async Task<string> OutcomeAsync(HttpClient client, Guid contribution) =>
        (await PublicationsApp.ReadAsync(client, $"lineage/contributions/{contribution}"))["outcome"]!.GetValue<string>();

    static IEnumerable<string> Edges(JsonNode lineage) => lineage["edges"]!.AsArray().Select(e => $"{e!["from"]}>{e["to"]}");

    static IEnumerable<int> Versions(JsonNode lineage, Guid publication) =>
        lineage["edges"]!.AsArray().Single(e => e!["to"]!.GetValue<Guid>() == publication)!["versions"]!.AsArray()
            .Select(v => v!.GetValue<int>());
}
