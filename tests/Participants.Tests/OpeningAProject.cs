using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Participants.Contracts;
using QLab.Testing;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

public sealed class OpeningAProject(ParticipantsApp app)
{
    [Fact]
    public async Task Gives_it_a_public_page_and_tells_the_others()
    {
        await using var another = await app.AnotherServiceAsync();
        var opened = await another.ListenAsync<ProjectOpened>();
        using var staff = app.Staff();
        using var anybody = app.Anonymous();

        var id = await CreatedAsync(staff, "projects", NewProject("public-page", simulated: true));

        var page = await ReadAsync(anybody, "projects/public-page");
        page["id"]!.GetValue<Guid>().ShouldBe(id);
        page["status"]!.GetValue<string>().ShouldBe("open");
        page["simulated"]!.GetValue<bool>().ShouldBeTrue();
        page["counts"]!["participants"]!.GetValue<int>().ShouldBe(0);
        (await ReadAsync(anybody, $"projects/{id}"))["slug"]!.GetValue<string>().ShouldBe("public-page");
        await Eventually.Equals(1, () => Task.FromResult(opened.Count(e => e.ProjectId == id)));
        opened.Single(e => e.ProjectId == id).ShouldSatisfyAllConditions(
            e => e.Version.ShouldBe(1), e => e.Slug.ShouldBe("public-page"), e => e.StartsOn.ShouldBe(new(2018, 5, 1)),
            e => e.Simulated.ShouldBeTrue());
    }

    [Fact]
    public async Task Again_under_its_id_or_its_slug_says_that_it_exists()
    {
        using var staff = app.Staff();
        var id = await CreatedAsync(staff, "projects", NewProject("once"));
        var problem = await RefusedAsync(staff, "projects", NewProject("once"));
        NameOf(problem).ShouldBe("already-exists");
        problem["existingId"]!.GetValue<Guid>().ShouldBe(id);
    }

    [Fact]
    public async Task Names_every_fault_between_its_dates_at_once()
    {
        using var staff = app.Staff();
        var problem = await RefusedAsync(staff, "projects", new
        {
            slug = "faulty", title = "T", question = "Q", startsOn = "2019-01-01", endsOn = "2018-01-01",
            phases = new[] { new { name = "a", startsOn = "2019-01-02", endsOn = "2019-01-01" }, new { name = "a", startsOn = "2019-01-01", endsOn = "2019-01-01" } },
        }, HttpStatusCode.BadRequest);
        Pointers(problem).ShouldBe(["/endsOn", "/phases/0/endsOn", "/phases/1/name"], ignoreOrder: true);
    }

    [Fact]
    public async Task Names_every_malformed_field_at_once()
    {
        using var staff = app.Staff();
        var problem = await RefusedAsync(staff, "projects", new
        {
            slug = "Not A Slug", title = "", question = new string('?', 1001), startsOn = "2018-01-01", endsOn = "2019-01-01",
            aims = new[] { " " }, phases = new[] { new { name = "", startsOn = "2018-01-01", endsOn = "2018-01-02" } },
        }, HttpStatusCode.BadRequest);
        Pointers(problem).ShouldBe(["/slug", "/title", "/question", "/aims", "/phases/0/name"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_slug_that_looks_like_an_id_is_refused()
    {
        using var staff = app.Staff();
        var problem = await RefusedAsync(staff, "projects", NewProject("abcdefab-0000-7000-8000-000000000000"), HttpStatusCode.BadRequest);
        Pointers(problem).ShouldBe(["/slug"]);
    }

    [Fact]
    public async Task It_enters_its_phases_and_closes_with_rising_versions()
    {
        await using var another = await app.AnotherServiceAsync();
        var entered = await another.ListenAsync<ProjectPhaseEntered>();
        var closed = await another.ListenAsync<ProjectClosed>();
        var id = await app.ProjectAsync();
        using var staff = app.Staff();

        await DoneAsync(staff, $"projects/{id}/phases/enter", new { name = "research" });
        NameOf(await RefusedAsync(staff, $"projects/{id}/phases/enter", new { name = "research" })).ShouldBe("phase-entered");
        NameOf(await RefusedAsync(staff, $"projects/{id}/phases/enter", new { name = "dreaming" })).ShouldBe("phase-not-known");
        await DoneAsync(staff, $"projects/{id}/phases/enter", new { name = "testing" });
        await DoneAsync(staff, $"projects/{id}/close");
        NameOf(await RefusedAsync(staff, $"projects/{id}/close", null)).ShouldBe("project-closed");

        await Eventually.Equals(
            (2, 1), () => Task.FromResult((entered.Count(e => e.ProjectId == id), closed.Count(e => e.ProjectId == id))));
        entered.Where(e => e.ProjectId == id)
            .Select(e => (e.Version, e.Phase))
            .ShouldBe([(2, "research"), (3, "testing")], ignoreOrder: true);
        closed.Single(e => e.ProjectId == id).Version.ShouldBe(4);
        var page = await ReadAsync(staff, $"projects/{id}");
        page["status"]!.GetValue<string>().ShouldBe("closed");
        page["phase"]!.GetValue<string>().ShouldBe("testing");
        page["phases"]!.AsArray().ShouldAllBe(phase => phase!["enteredAt"] != null);
    }

    [Fact]
    public async Task A_correction_needs_the_version_that_was_read()
    {
        var id = await app.ProjectAsync();
        using var staff = app.Staff();
        using var read = await staff.GetAsync($"/api/participants/v1/projects/{id}");
        var tag = read.Headers.ETag!.ToString();

        (await Correct(staff, id, null)).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await Correct(staff, id, tag)).Status.ShouldBe(HttpStatusCode.OK);
        (await Correct(staff, id, tag)).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await ReadAsync(staff, $"projects/{id}"))["title"]!.GetValue<string>().ShouldBe("Corrected");
    }

    [Fact]
    public async Task A_correction_is_told_with_its_version_and_keeps_phases_within_the_project()
    {
        await using var another = await app.AnotherServiceAsync();
        var told = await another.ListenAsync<ProjectCorrected>();
        var id = await app.ProjectAsync();
        using var staff = app.Staff();
        var (status, body) = await PutAsync(staff, $"projects/{id}", new
        {
            title = "T", question = "Q", aims = Array.Empty<string>(), startsOn = "2018-05-01", endsOn = "2019-10-31",
            phases = new[] { new { name = "too long", startsOn = "2018-05-01", endsOn = "2019-11-01" } },
        }, "*");
        status.ShouldBe(HttpStatusCode.BadRequest, body);
        Pointers(JsonNode.Parse(body)!).ShouldBe(["/phases/0"]);

        (await Correct(staff, id, "*")).Status.ShouldBe(HttpStatusCode.OK);
        await Eventually.Equals(1, () => Task.FromResult(told.Count(e => e.ProjectId == id && e.Version == 2 && e.Title == "Corrected")));
    }

    [Fact]
    public async Task A_correction_cannot_take_out_a_phase_that_was_entered()
    {
        var id = await app.ProjectAsync();
        using var staff = app.Staff();
        await DoneAsync(staff, $"projects/{id}/phases/enter", new { name = "research" });

        var (status, body) = await Correct(staff, id, "*", phases: ["testing"]);

        status.ShouldBe(HttpStatusCode.BadRequest, body);
        Pointers(JsonNode.Parse(body)!).ShouldBe(["/phases"]);
    }

    [Fact]
    public async Task Partners_show_what_they_give_and_care_about()
    {
        await using var another = await app.AnotherServiceAsync();
        var agreed = await another.ListenAsync<PartnershipAgreed>();
        var id = await app.ProjectAsync();
        using var staff = app.Staff();
        using var anybody = app.Anonymous();
        var parent = await CreatedAsync(staff, "organisations", new { name = $"Federation {id}", kind = "charity" });
        var member = await CreatedAsync(staff, "organisations", new { name = $"Member of {id}", kind = "nhsTrust", parentId = parent });
        var partnership = new { organisationId = member, role = "teamHost", contributions = new[] { "staff time" }, priorities = new[] { "waiting times" } };

        await CreatedAsync(staff, $"projects/{id}/partnerships", partnership);
        NameOf(await RefusedAsync(staff, $"projects/{id}/partnerships", partnership)).ShouldBe("already-exists");
        await CreatedAsync(staff, $"projects/{id}/partnerships", new { organisationId = member, role = "funder" });

        using var misspelt = await anybody.GetAsync($"/api/participants/v1/projects/{id}/partnerships?role=dreamer");
        misspelt.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var shown = (await ReadAsync(anybody, $"projects/{id}/partnerships?role=teamHost")).AsArray().ShouldHaveSingleItem()!;
        shown["organisationName"]!.GetValue<string>().ShouldBe($"Member of {id}");
        shown["priorities"]![0]!.GetValue<string>().ShouldBe("waiting times");
        (await ReadAsync(anybody, $"projects/{id}"))["counts"]!["partners"]!.GetValue<int>().ShouldBe(1, "two roles are one partner");
        await Eventually.Equals(2, () => Task.FromResult(agreed.Count(e => e.ProjectId == id)));
        agreed.Where(e => e.ProjectId == id).Select(e => e.Role).ShouldBe(["teamHost", "funder"], ignoreOrder: true);
    }

    static async Task<(HttpStatusCode Status, string Body)> Correct(HttpClient client, Guid id, string? ifMatch, string[]? phases = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/participants/v1/projects/{id}");
        request.Content = JsonContent.Create(new
        {
            title = "Corrected", question = "Q", aims = new[] { "An aim" }, startsOn = "2018-05-01", endsOn = "2019-10-31",
            phases = (phases ?? ["research", "testing"]).Select(name => new { name, startsOn = "2018-05-01", endsOn = "2018-10-31" }),
        });
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var response = await client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
