using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using QLab.Contributions;
using QLab.ServiceDefaults.Scheduling;
using QLab.Testing;
using QLab.TestTeams.Contracts;
using QLab.TestTeams.Teams;
using static QLab.TestTeams.Tests.TestTeamsApp;

namespace QLab.TestTeams.Tests;

/// <summary>Also in a closed project: putting right is neither recruiting nor collecting.</summary>
public sealed class PuttingRecordsRight(TestTeamsApp app)
{
    [Fact]
    public async Task A_teams_name_and_hosts_are_corrected_and_what_they_were_is_on_record()
    {
        await using var another = await app.AnotherServiceAsync();
        var told = await another.ListenAsync<TeamCorrected>();
        var project = await app.KnownProjectAsync();
        var (team, namesake) = (await app.FormedAsync(project), await app.FormedAsync(project));
        var (before, other) = (await app.ReadAsync($"teams/{team}"), (await app.ReadAsync($"teams/{namesake}"))["name"]!.GetValue<string>());
        var host = await app.KnownOrganisationAsync("Aneurin Bevan");
        await app.CloseAsync(project);
        var body = new { name = $"Team Gwent {Guid.NewGuid()}", hostOrganisationIds = new[] { host }, reason = "The first host has left." };

        await ProblemAsync(await PutAsync($"teams/{team}", body with { name = other }), HttpStatusCode.Conflict, "already-exists");
        await ProblemAsync(
            await PutAsync($"teams/{team}", body with { hostOrganisationIds = [Guid.NewGuid()] }), HttpStatusCode.Conflict, "organisation-not-known");
        (await FaultsAsync(await PutAsync($"teams/{team}", body with { reason = "" }))).ShouldBe(["/reason"]);
        (await PutAsync($"teams/{team}", body)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var shown = await app.ReadAsync($"teams/{team}");
        shown["name"]!.GetValue<string>().ShouldBe(body.name);
        shown["hosts"]!.AsArray().ShouldHaveSingleItem()!["name"]!.GetValue<string>().ShouldBe("Aneurin Bevan");
        await Eventually.Equals(1, () => Task.FromResult(told.Count(e => e.TeamId == team && e.Name == body.name && e.HostOrganisationIds.SequenceEqual([host]))));
        var change = (await app.ReadAsync($"teams/{team}/changes", AllScopes)).AsArray().ShouldHaveSingleItem()!;
        change["before"]!["name"]!.GetValue<string>().ShouldBe(before["name"]!.GetValue<string>());
        (change["reason"]!.GetValue<string>(), change["client"]!.GetValue<string>()).ShouldBe(("The first host has left.", "test-client"));
    }

    [Fact]
    public async Task What_teams_are_called_is_announced_to_who_came_too_late()
    {
        await using var another = await app.AnotherServiceAsync();
        var announced = await another.ListenAsync<TeamsAnnounced>();
        var project = await app.KnownProjectAsync();
        var team = await app.FormedAsync(project);
        var shown = await app.ReadAsync($"teams/{team}");

        app.Services.GetRequiredService<WakeSignal<AnnounceTeams>>().Wake();

        await Eventually.Succeeds(() =>
        {
            var told = announced.LastOrDefault(e => e.ProjectId == project);
            told.ShouldNotBeNull();
            var one = told.Teams.ShouldHaveSingleItem();
            (one.TeamId, one.Name).ShouldBe((team, shown["name"]!.GetValue<string>()));
            one.HostOrganisationIds.Select(id => $"{id}").ShouldBe(
                shown["hosts"]!.AsArray().Select(host => host!["id"]!.GetValue<string>()), ignoreOrder: true);
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task A_learning_is_corrected_then_removed_without_its_former_words_staying()
    {
        await using var another = await app.AnotherServiceAsync();
        var (given, withdrawn) = (await another.ListenAsync<ContributionGiven>(), await another.ListenAsync<ContributionWithdrawn>());
        var removed = await another.ListenAsync<LearningRemoved>();
        var (project, words) = (await app.KnownProjectAsync(), $"Doctor {Guid.NewGuid():N} said so.");
        var team = await app.FormedAsync(project, "gather");
        using var recorded = await app.PostAsync($"teams/{team}/learnings", new { text = words, confidence = "high" });
        var learning = JsonNode.Parse(await recorded.Content.ReadAsStringAsync())!["id"]!.GetValue<Guid>();
        await app.CloseAsync(project);
        var body = new { text = "A doctor said so.", confidence = "low", stage = (string?)null, reason = "It named somebody." };

        (await PutAsync($"teams/{team}/learnings/{learning}", body)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var shown = await app.ReadAsync($"teams/{team}/learnings/{learning}", AllScopes);
        (shown["text"]!.GetValue<string>(), shown["confidence"]!.GetValue<string>()).ShouldBe(("A doctor said so.", "low"));
        await Eventually.Equals(1, () => Task.FromResult(given.Count(e => e.ContributionId == learning && e.Version == 2)));
        (await app.Database.TracesAsync(words)).ShouldBeEmpty();

        using var gone = await app.PostAsync($"teams/{team}/learnings/{learning}/remove", new { reason = "It was another team's." });
        gone.StatusCode.ShouldBe(HttpStatusCode.NoContent, await gone.Content.ReadAsStringAsync());
        await Eventually.Equals(3, () => Task.FromResult(withdrawn.SingleOrDefault(e => e.ContributionId == learning)?.Version ?? 0));
        await Eventually.Equals(1, () => Task.FromResult(removed.Count(e => e.LearningId == learning)));
        (await app.ReadAsync($"teams/{team}"))["learnings"]!.GetValue<int>().ShouldBe(0);
        (await app.ReadAsync($"teams/{team}/learnings", AllScopes)).AsArray().ShouldBeEmpty();
        using var staff = app.Client(AllScopes);
        await ProblemAsync(
            await staff.GetAsync($"/api/test-teams/v1/teams/{team}/learnings/{learning}"), HttpStatusCode.Gone, "learning-removed");
        await ProblemAsync(await PutAsync($"teams/{team}/learnings/{learning}", body), HttpStatusCode.Gone, "learning-removed");
        (await app.ReadAsync($"teams/{team}/learnings/{learning}/changes", AllScopes)).AsArray().Select(c => c!["action"]!.GetValue<string>())
            .ShouldBe(["corrected", "removed"]);
    }

    [Fact]
    public async Task A_grant_is_corrected_by_its_version()
    {
        await using var another = await app.AnotherServiceAsync();
        var told = await another.ListenAsync<GrantCorrected>();
        var (team, funder) = (await app.FormedAsync(), await app.KnownOrganisationAsync("Health Foundation"));
        using var staff = app.Client(AllScopes);
        var grant = await CreatedAsync(
            staff, $"teams/{team}/grants", new { funderIds = new[] { funder }, awardedOn = "2019-11-01", amount = 30000, currency = "GBP" });
        using var read = await staff.GetAsync($"/api/test-teams/v1/teams/{team}/grants/{grant}");
        var etag = read.Headers.ETag!.Tag;
        var body = new { funderIds = new[] { funder }, awardedOn = "2019-10-30", amount = 3000, currency = (string?)"GBP", reason = "A nought too many." };

        (await FaultsAsync(await PutAsync($"teams/{team}/grants/{grant}", body with { currency = null, awardedOn = "2999-01-01" }, etag)))
            .ShouldBe(["/currency", "/awardedOn"], ignoreOrder: true);
        (await PutAsync($"teams/{team}/grants/{grant}", body, etag)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await PutAsync($"teams/{team}/grants/{grant}", body, etag)).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);

        (await app.ReadAsync($"teams/{team}"))["grants"]![0]!["amount"]!.GetValue<decimal>().ShouldBe(3000);
        await Eventually.Equals(1, () => Task.FromResult(told.Count(e => e.GrantId == grant && e.Version == 2 && e.AwardedOn == new DateOnly(2019, 10, 30))));
        (await app.ReadAsync($"teams/{team}/grants/{grant}/changes", AllScopes))[0]!["before"]!["amount"]!.GetValue<decimal>().ShouldBe(30000);
        using var elsewhere = await PutAsync($"teams/{await app.FormedAsync()}/grants/{grant}", body);
        await ProblemAsync(elsewhere, HttpStatusCode.NotFound, "grant-not-found");
    }

    [Fact]
    public async Task A_grant_of_the_wrong_team_is_withdrawn_and_counts_no_more()
    {
        await using var another = await app.AnotherServiceAsync();
        var told = await another.ListenAsync<GrantWithdrawn>();
        var (team, funder) = (await app.FormedAsync(), await app.KnownOrganisationAsync("Health Foundation"));
        using var staff = app.Client(AllScopes);
        var body = new { funderIds = new[] { funder }, awardedOn = "2019-11-01" };
        var grant = await CreatedAsync(staff, $"teams/{team}/grants", body);

        (await FaultsAsync(await app.PostAsync($"teams/{team}/grants/{grant}/withdraw", new { }))).ShouldBe(["/reason"]);
        using var gone = await app.PostAsync($"teams/{team}/grants/{grant}/withdraw", new { reason = "It is another team's." });
        gone.StatusCode.ShouldBe(HttpStatusCode.NoContent, await gone.Content.ReadAsStringAsync());
        await CreatedAsync(staff, $"teams/{await app.FormedAsync()}/grants", body);

        await Eventually.Equals(1, () => Task.FromResult(told.Count(e => e.GrantId == grant && e.Version == 2)));
        (await app.ReadAsync($"teams/{team}"))["grants"]!.AsArray().ShouldBeEmpty();
        await ProblemAsync(await staff.GetAsync($"/api/test-teams/v1/teams/{team}/grants/{grant}"), HttpStatusCode.Gone, "grant-withdrawn");
        using var twice = await app.PostAsync($"teams/{team}/grants/{grant}/withdraw", new { reason = "Once more." });
        await ProblemAsync(twice, HttpStatusCode.Gone, "grant-withdrawn");
        (await app.ReadAsync($"teams/{team}/grants/{grant}/changes", AllScopes))[0]!["reason"]!.GetValue<string>()
            .ShouldBe("It is another team's.");
    }

    async Task<HttpResponseMessage> PutAsync(string path, object body, string etag = "*")
    {
        using var staff = app.Client(AllScopes);
        staff.DefaultRequestHeaders.TryAddWithoutValidation("If-Match", etag);
        return await staff.PutAsJsonAsync($"/api/test-teams/v1/{path}", body);
    }
}
