using System.Net;
using System.Text.Json.Nodes;
using QLab.Testing;
using QLab.TestTeams.Contracts;

namespace QLab.TestTeams.Tests;

public sealed class AwardingAGrant(TestTeamsApp app)
{
    [Fact]
    public async Task By_two_funders_is_announced_and_open_to_everybody_even_after_the_project_has_closed()
    {
        var project = await app.KnownProjectAsync();
        var team = await app.FormedAsync(project);
        await app.CloseAsync(project);
        var (foundation, nhs) = (await app.KnownOrganisationAsync("Health Foundation"), await app.KnownOrganisationAsync("NHS England"));
        await using var another = await app.AnotherServiceAsync();
        var announced = await another.ListenAsync<GrantAwarded>();

        using var answer = await app.PostAsync($"teams/{team}/grants", new
        {
            funderIds = new[] { nhs, foundation }, awardedOn = "2019-11-01", amount = 30000.50m, currency = "GBP",
        });

        var json = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, json);
        var id = JsonNode.Parse(json)!["id"]!.GetValue<Guid>();
        await Eventually.Equals(1, () => Task.FromResult(announced.Count(e => e.GrantId == id)));
        var said = announced.Single(e => e.GrantId == id);
        (said.TeamId, said.ProjectId, said.AwardedOn).ShouldBe((team, project, new DateOnly(2019, 11, 1)));
        said.FunderIds.ShouldBe([nhs, foundation]);

        var grant = (await app.ReadAsync($"teams/{team}"))["grants"]!.AsArray().ShouldHaveSingleItem()!;
        grant["funders"]!.AsArray().Select(f => f!["name"]!.GetValue<string>()).ShouldBe(["NHS England", "Health Foundation"]);
        (grant["amount"]!.ToJsonString(), grant["currency"]!.GetValue<string>()).ShouldBe(("30000.50", "GBP"));
    }

    [Fact]
    public async Task Whose_amount_is_not_published_needs_no_currency()
    {
        var team = await app.FormedAsync();
        using var answer = await app.PostAsync(
            $"teams/{team}/grants", new { funderIds = new[] { await app.KnownOrganisationAsync() }, awardedOn = "2019-11-01" });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Names_every_fault_at_once()
    {
        var (team, funder) = (await app.FormedAsync(), await app.KnownOrganisationAsync());
        using var refused = await app.PostAsync($"teams/{team}/grants",
            new { funderIds = new[] { funder, funder }, awardedOn = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(2), amount = -5, currency = "pounds" });
        (await TestTeamsApp.FaultsAsync(refused)).ShouldBe(["/funderIds/1", "/awardedOn", "/amount", "/currency"], ignoreOrder: true);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM grants WHERE team_id = '{team}'")).ShouldBe(0);
    }

    [Fact]
    public async Task From_somebody_nobody_told_of_says_when_to_try_again()
    {
        var team = await app.FormedAsync();
        using var refused =
            await app.PostAsync($"teams/{team}/grants", new { funderIds = new[] { Guid.NewGuid() }, awardedOn = "2019-11-01" });
        await TestTeamsApp.ProblemAsync(refused, HttpStatusCode.Conflict, "organisation-not-known");
    }

    [Fact]
    public async Task Sent_again_with_its_id_says_that_it_exists()
    {
        var team = await app.FormedAsync();
        var body = new { id = Guid.NewGuid(), funderIds = new[] { await app.KnownOrganisationAsync() }, awardedOn = "2019-11-01" };
        (await app.PostAsync($"teams/{team}/grants", body)).StatusCode.ShouldBe(HttpStatusCode.Created);
        using var again = await app.PostAsync($"teams/{team}/grants", body);
        (await TestTeamsApp.ProblemAsync(again, HttpStatusCode.Conflict, "already-exists"))["existingId"]!.GetValue<Guid>()
            .ShouldBe(body.id);
    }
}
