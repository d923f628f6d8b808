using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Testing;
using QLab.TestTeams.Contracts;
using static QLab.Workshops.Tests.ArrangedGatherings;

namespace QLab.Workshops.Tests;

/// <summary>A gathering names the test teams that show their work.</summary>
public sealed class PresentingTeams(WorkshopsApp app)
{
    [Fact]
    public async Task Says_which_teams_present_by_the_names_that_they_have_now()
    {
        var project = await app.KnownProjectAsync();
        var (team, other) = (Guid.NewGuid(), Guid.NewGuid());
        await FormedAsync(project, (team, "Team Powys"), (other, "Team Keele"));
        using var staff = app.Client(WorkshopsApp.AllScopes);
        using var anybody = app.Anonymous();
        var body = Body(project, "inPerson");
        body["arrangements"] = new JsonObject { ["presentingTeamIds"] = new JsonArray(team) };
        var workshop = await WorkshopsApp.CreatedAsync(staff, "workshops", body);

        (await ArrangeAsync(staff, workshop, a => a["presentingTeamIds"] = new JsonArray(other, team))).EnsureSuccessStatusCode();
        await using var testTeams = await app.AnotherServiceAsync();
        var (corrected, formed) = (DateTimeOffset.UtcNow.AddMinutes(1), DateTimeOffset.UtcNow);
        await app.HandledAsync(await testTeams.PublishAsync(new TeamCorrected(team, project, "Team Gwent", [Guid.NewGuid()], corrected)));
        await app.HandledAsync(await testTeams.PublishAsync(new TeamFormed(team, project, "Team Powys", [Guid.NewGuid()], formed)));

        var seen = JsonNode.Parse(await anybody.GetStringAsync(Address(workshop)))!;
        seen["presentingTeamIds"]!.AsArray().Select(id => id!.GetValue<Guid>()).ShouldBe([other, team]);
        seen["presentingTeams"]!.AsArray().Select(t => (t!["id"]!.GetValue<Guid>(), t["name"]!.GetValue<string>()))
            .ShouldBe([(other, "Team Keele"), (team, "Team Gwent")]);
    }

    [Fact]
    public async Task Hears_of_teams_that_were_formed_before_it_listened_and_writes_only_what_is_news()
    {
        var project = await app.KnownProjectAsync();
        var (known, renamed, missed) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await FormedAsync(project, (known, "Team Powys"), (renamed, "Team Keel"));
        var before = await RowAsync(known);

        await using var testTeams = await app.AnotherServiceAsync();
        AnnouncedTeam[] teams = [new(known, "Team Powys", []), new(renamed, "Team Keele", []), new(missed, "Team Leeds", [])];
        await app.HandledAsync(await testTeams.PublishAsync(new TeamsAnnounced(project, teams, DateTimeOffset.UtcNow.AddMinutes(2))));

        (await RowAsync(known)).ShouldBe(before);
        (await app.ScalarAsync<string[]>($"SELECT array_agg(name ORDER BY name) FROM teams WHERE project_id = '{project}'"))
            .ShouldBe(["Team Keele", "Team Leeds", "Team Powys"]);

        Task<string?> RowAsync(Guid team) => app.ScalarAsync<string>($"SELECT xmin::text FROM teams WHERE id = '{team}'");
    }

    [Fact]
    public async Task Takes_no_team_that_is_unknown_or_of_another_project_and_keeps_those_of_before()
    {
        var (project, elsewhere) = (await app.KnownProjectAsync(), await app.KnownProjectAsync());
        var (unknown, stranger, before) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await FormedAsync(elsewhere, (stranger, "Team Elsewhere"));
        var workshop = await app.ScheduledAsync(project, "inPerson");
        using var staff = app.Client(WorkshopsApp.AllScopes);

        using var refused = await ArrangeAsync(staff, workshop, a => a["presentingTeamIds"] = new JsonArray(stranger, unknown));
        var problem = await WorkshopsApp.ProblemAsync(refused, HttpStatusCode.Conflict, "team-not-known");
        problem["teamIds"]!.AsArray().ShouldHaveSingleItem()!.GetValue<Guid>().ShouldBe(unknown);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        await WorkshopsApp.ProblemAsync(
            await ArrangeAsync(staff, workshop, a => a["presentingTeamIds"] = new JsonArray(stranger)),
            HttpStatusCode.Conflict, "team-of-another-project");
        var body = Body(project, "inPerson");
        body["arrangements"] = new JsonObject { ["presentingTeamIds"] = new JsonArray(unknown) };
        using var unscheduled = await staff.PostAsJsonAsync("/api/workshops/v1/workshops", body);
        await WorkshopsApp.ProblemAsync(unscheduled, HttpStatusCode.Conflict, "team-not-known");

        await app.ScalarAsync<int>($"UPDATE workshops SET presenting_team_ids = ARRAY['{before}'::uuid] WHERE id = '{workshop}'");
        (await ArrangeAsync(staff, workshop, a => a["series"] = "Autumn")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    async Task FormedAsync(Guid project, params (Guid Id, string Name)[] teams)
    {
        await using var testTeams = await app.AnotherServiceAsync();
        foreach (var (id, name) in teams)
            await app.HandledAsync(
                await testTeams.PublishAsync(new TeamFormed(id, project, name, [Guid.NewGuid()], DateTimeOffset.UtcNow)));
    }
}
