using System.Net;
using QLab.Participants.Contracts;
using QLab.Testing;
using QLab.TestTeams.Contracts;

namespace QLab.TestTeams.Tests;

public sealed class FormingATeam(TestTeamsApp app)
{
    [Fact]
    public async Task Is_announced_once_and_open_to_everybody()
    {
        var (project, keele, mpft) =
            (await app.KnownProjectAsync(), await app.KnownOrganisationAsync(), await app.KnownOrganisationAsync("Midlands Partnership"));
        await using var another = await app.AnotherServiceAsync();
        var announced = await another.ListenAsync<TeamFormed>();
        using var staff = app.Client(TestTeamsApp.AllScopes);

        var team = await TestTeamsApp.CreatedAsync(
            staff, "teams", new { projectId = project, name = "Community of practice", hostOrganisationIds = new[] { mpft, keele } });

        await Eventually.Equals(1, () => Task.FromResult(announced.Count(e => e.TeamId == team)));
        var said = announced.Single(e => e.TeamId == team);
        (said.ProjectId, said.Name).ShouldBe((project, "Community of practice"));
        said.HostOrganisationIds.ShouldBe([mpft, keele]);

        var seen = await app.ReadAsync($"teams/{team}");
        seen["hosts"]!.AsArray().Select(h => h!["name"]!.GetValue<string>()).ShouldBe(["Midlands Partnership", "Keele University"]);
        seen["simulated"]!.GetValue<bool>().ShouldBeTrue();
        seen["stage"].ShouldBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Its_hosts_are_called_what_they_are_called_now_whichever_way_round_that_is_heard(bool registrationFirst)
    {
        var (project, host, registered) = (await app.KnownProjectAsync(), Guid.NewGuid(), DateTimeOffset.UtcNow);
        await using var participants = await app.AnotherServiceAsync();
        Func<Task<Guid>>[] said =
        [
            () => participants.PublishAsync(new OrganisationRegistered(host, "Kele University", "university", null, registered)),
            () => participants.PublishAsync(new OrganisationCorrected(host, "Keele University", "university", null, registered.AddMinutes(1))),
        ];
        foreach (var saying in registrationFirst ? said : said.Reverse()) await app.HandledAsync(await saying());
        using var staff = app.Client(TestTeamsApp.AllScopes);
        var team = await TestTeamsApp.CreatedAsync(
            staff, "teams", new { projectId = project, name = "Powys", hostOrganisationIds = new[] { host } });

        (await app.ReadAsync($"teams/{team}"))["hosts"]![0]!["name"]!.GetValue<string>().ShouldBe("Keele University");
    }

    [Fact]
    public async Task With_an_id_or_a_name_that_was_used_says_that_it_exists()
    {
        var (project, host) = (await app.KnownProjectAsync(), await app.KnownOrganisationAsync());
        using var staff = app.Client(TestTeamsApp.AllScopes);
        var body = new { id = Guid.NewGuid(), projectId = project, name = "Powys", hostOrganisationIds = new[] { host } };
        await TestTeamsApp.CreatedAsync(staff, "teams", body);

        foreach (var repeated in new[] { body, body with { id = Guid.NewGuid() }, body with { name = "Another name" } })
        {
            using var again = await app.PostAsync("teams", repeated);
            (await TestTeamsApp.ProblemAsync(again, HttpStatusCode.Conflict, "already-exists"))["existingId"]!.GetValue<Guid>()
                .ShouldBe(body.id);
        }
    }

    [Fact]
    public async Task Many_times_at_once_makes_one()
    {
        var (project, host) = (await app.KnownProjectAsync(), await app.KnownOrganisationAsync());
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            using var answer =
                await app.PostAsync("teams", new { projectId = project, name = "Powys", hostOrganisationIds = new[] { host } });
            return answer.StatusCode;
        }));
        answers.Count(status => status == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(status => status == HttpStatusCode.Conflict).ShouldBe(9);
    }

    [Fact]
    public async Task Names_every_malformed_field_at_once()
    {
        using var refused = await app.PostAsync("teams", new
        {
            projectId = Guid.NewGuid(), name = " ", hostOrganisationIds = Array.Empty<Guid>(), challenge = new string('x', 4001),
        });
        (await TestTeamsApp.FaultsAsync(refused)).ShouldBe(["/name", "/hostOrganisationIds", "/challenge"], ignoreOrder: true);
    }

    [Fact]
    public async Task Names_an_organisation_that_is_there_twice()
    {
        var host = await app.KnownOrganisationAsync();
        using var refused = await app.PostAsync(
            "teams", new { projectId = await app.KnownProjectAsync(), name = "Twice", hostOrganisationIds = new[] { host, host } });
        (await TestTeamsApp.FaultsAsync(refused)).ShouldBe(["/hostOrganisationIds/1"]);
    }

    [Fact]
    public async Task With_a_project_or_organisation_nobody_told_of_says_when_to_try_again()
    {
        var (project, host) = (await app.KnownProjectAsync(), await app.KnownOrganisationAsync());
        using var noProject =
            await app.PostAsync("teams", new { projectId = Guid.NewGuid(), name = "Early", hostOrganisationIds = new[] { host } });
        await TestTeamsApp.ProblemAsync(noProject, HttpStatusCode.Conflict, "project-not-known");
        using var noHost =
            await app.PostAsync("teams", new { projectId = project, name = "Early", hostOrganisationIds = new[] { host, Guid.NewGuid() } });
        await TestTeamsApp.ProblemAsync(noHost, HttpStatusCode.Conflict, "organisation-not-known");
        noHost.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task In_a_closed_project_is_refused()
    {
        var (project, host) = (await app.KnownProjectAsync(), await app.KnownOrganisationAsync());
        await app.CloseAsync(project);
        using var refused = await app.PostAsync("teams", new { projectId = project, name = "Late", hostOrganisationIds = new[] { host } });
        await TestTeamsApp.ProblemAsync(refused, HttpStatusCode.Conflict, "project-closed");
    }

    [Fact]
    public async Task Lists_by_stage_and_by_host()
    {
        var project = await app.KnownProjectAsync();
        var (first, second) = (await app.FormedAsync(project, "gather", "diagnose"), await app.FormedAsync(project, "gather"));
        var host = await app.ScalarAsync<Guid>($"SELECT host_organisation_ids[1] FROM teams WHERE id = '{second}'");

        (await ListedAsync($"teams?projectId={project}")).ShouldBe([first, second], ignoreOrder: true);
        (await ListedAsync($"teams?projectId={project}&stage=diagnose")).ShouldBe([first]);
        (await ListedAsync($"teams?organisationId={host}")).ShouldBe([second]);
        using var anybody = app.Anonymous();
        using var wrong = await anybody.GetAsync("/api/test-teams/v1/teams?stage=flying");
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    async Task<IEnumerable<Guid>> ListedAsync(string path) => (await app.ReadAsync(path)).AsArray().Select(t => t!["id"]!.GetValue<Guid>());
}
