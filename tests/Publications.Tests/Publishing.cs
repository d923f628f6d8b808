using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Publications.Contracts;
using QLab.Testing;

namespace QLab.Publications.Tests;

public sealed class Publishing(PublicationsApp app)
{
    [Fact]
    public async Task An_essay_can_be_read_by_everybody_by_id_and_by_slug()
    {
        using var staff = app.Client(PublicationsApp.AllScopes);
        using var anybody = app.Anonymous();
        var project = await app.KnownProjectAsync();
        var slug = $"essay-{Guid.NewGuid():N}";
        var essay = await app.EssayAsync(staff, project, slug);

        var byId = await PublicationsApp.ReadAsync(anybody, $"publications/{essay}");

        byId["html"]!.GetValue<string>().ShouldBe("<h1>Listening first</h1>\n<p>People <em>tell</em> us.</p>\n");
        byId["simulated"]!.GetValue<bool>().ShouldBeTrue();
        byId["publishedOn"]!.GetValue<string>().ShouldBe("2019-05-01");
        (await PublicationsApp.ReadAsync(anybody, $"publications/{slug}")).ToJsonString().ShouldBe(byId.ToJsonString());
        var listed =
            (await PublicationsApp.ReadAsync(anybody, $"publications?projectId={project}&kind=essay")).AsArray().ShouldHaveSingleItem()!;
        listed["title"]!.GetValue<string>().ShouldBe("Listening first");
        listed["simulated"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task A_slug_that_several_projects_use_asks_which()
    {
        using var staff = app.Client(PublicationsApp.AllScopes);
        using var anybody = app.Anonymous();
        var (one, other) = (await app.KnownProjectAsync(), await app.KnownProjectAsync(simulated: false));
        var essay = await app.EssayAsync(staff, one, "shared-slug");
        await app.EssayAsync(staff, other, "shared-slug");

        using var ambiguous = await anybody.GetAsync("/api/publications/v1/publications/shared-slug");
        ambiguous.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await ambiguous.Content.ReadAsStringAsync()).ShouldContain("urn:qlab:problem:slug-in-several-projects");
        (await PublicationsApp.ReadAsync(anybody, $"publications/shared-slug?projectId={one}"))["id"]!.GetValue<Guid>().ShouldBe(essay);
        (await PublicationsApp.ReadAsync(anybody, $"publications/shared-slug?projectId={other}"))["simulated"]!.GetValue<bool>()
            .ShouldBeFalse();
    }

    [Fact]
    public async Task A_new_version_keeps_the_old_one_readable_and_is_announced()
    {
        using var staff = app.Client(PublicationsApp.AllScopes);
        using var anybody = app.Anonymous();
        await using var another = await app.AnotherServiceAsync();
        var announced = await another.ListenAsync<PublicationPublished>();
        var project = await app.KnownProjectAsync();
        var theme = await app.ThemeAsync(staff, project, "T1");
        await PublicationsApp.CreatedAsync(staff, $"themes/{theme}/evidence", new { source = new { title = "A report" } });
        var insight = await app.InsightAsync(staff, project, theme);
        var essay = await app.EssayAsync(staff, project, "v", insight);
        var body = new { version = 2, title = "Listening, again", markdown = "New words.", changeNote = "Reworded." };

        await PublicationsApp.CreatedAsync(staff, $"publications/{essay}/versions", body);

        var current = await PublicationsApp.ReadAsync(anybody, $"publications/{essay}");
        current["version"]!.GetValue<int>().ShouldBe(2);
        current["summary"]!.GetValue<string>().ShouldBe("What people told us.");
        current["basedOn"]!.AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<Guid>().ShouldBe(insight);
        var first = await PublicationsApp.ReadAsync(anybody, $"publications/{essay}/versions/1");
        first["title"]!.GetValue<string>().ShouldBe("Listening first");
        first["currentVersion"]!.GetValue<int>().ShouldBe(2);
        (await PublicationsApp.ReadAsync(anybody, $"publications/{essay}/versions")).AsArray()
            .Select(v => v!["changeNote"]?.GetValue<string>())
            .ShouldBe(["Reworded.", null]);
        await Eventually.Equals(
            "1,2", () => Task.FromResult(string.Join(",", announced.Where(e => e.PublicationId == essay).Select(e => e.Version).Order())));

        var again = await PublicationsApp.RefusedAsync(staff, $"publications/{essay}/versions", body, HttpStatusCode.Conflict);
        again["type"]!.GetValue<string>().ShouldBe("urn:qlab:problem:already-exists");
        var gap =
            await PublicationsApp.RefusedAsync(staff, $"publications/{essay}/versions", body with { version = 4 }, HttpStatusCode.Conflict);
        gap["type"]!.GetValue<string>().ShouldBe("urn:qlab:problem:version-too-high");
    }

    [Fact]
    public async Task Of_versions_published_at_the_same_moment_each_has_its_own_number()
    {
        using var staff = app.Client(PublicationsApp.AllScopes);
        var essay = await app.EssayAsync(staff, await app.KnownProjectAsync(), "race");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            using var response = await staff.PostAsJsonAsync(
                $"/api/publications/v1/publications/{essay}/versions", new { markdown = $"{i}", changeNote = "Race." });
            return (response.StatusCode, Body: await response.Content.ReadAsStringAsync());
        }));
        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.Created || a.Body.Contains("urn:qlab:problem:lost-race"));
        var made = answers.Where(a => a.StatusCode == HttpStatusCode.Created)
            .Select(a => JsonNode.Parse(a.Body)!["version"]!.GetValue<int>())
            .Order()
            .ToList();
        made.ShouldBe(Enumerable.Range(2, made.Count));
        (await app.ScalarAsync<int>($"SELECT version FROM publications WHERE id = '{essay}'")).ShouldBe(made.Count + 1);
    }

    [Fact]
    public async Task Sent_again_with_its_key_is_one_publication_with_the_same_answer()
    {
        using var staff = app.Client(PublicationsApp.AllScopes);
        staff.DefaultRequestHeaders.Add("Idempotency-Key", $"\"{Guid.NewGuid()}\"");
        var body = PublicationsApp.Essay(await app.KnownProjectAsync(), "once");
        var first = await PublicationsApp.CreatedAsync(staff, "publications", body);
        (await PublicationsApp.CreatedAsync(staff, "publications", body)).ShouldBe(first);
    }

    [Fact]
    public async Task Dangerous_words_come_out_harmless()
    {
        using var staff = app.Client(PublicationsApp.AllScopes);
        using var anybody = app.Anonymous();
        var essay = await PublicationsApp.CreatedAsync(staff, "publications", new
        {
            projectId = await app.KnownProjectAsync(), kind = "blog", slug = "danger", title = "<script>", publishedOn = "2019-05-01",
            basedOnInsightIds = Array.Empty<Guid>(),
            markdown = "<script>alert(1)</script>\n\n[here](javascript:alert(2)) and [there](https://example.org)",
        });
        (await PublicationsApp.ReadAsync(anybody, $"publications/{essay}"))["html"]!.GetValue<string>()
            .ShouldBe("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n<p>here and <a href=\"https://example.org\">there</a></p>\n");
    }

    [Fact]
    public async Task Names_every_fault_at_once_and_writes_nothing()
    {
        using var staff = app.Client(PublicationsApp.AllScopes);
        var project = await app.KnownProjectAsync();
        object Body(string slug, string markdown, string publishedOn, params Guid[] insights) =>
            new { projectId = project, kind = "essay", slug, title = "T", markdown, publishedOn, basedOnInsightIds = insights };

        Pointers(await PublicationsApp.RefusedAsync(staff, "publications", Body("No Slug", "", "2019-05-01"), HttpStatusCode.BadRequest))
            .ShouldBe(["/slug", "/markdown"], ignoreOrder: true);
        Pointers(await PublicationsApp.RefusedAsync(staff, "publications", Body($"{Guid.NewGuid()}", new string('>', 5000), "2999-01-01"), HttpStatusCode.BadRequest))
            .ShouldBe(["/slug", "/markdown", "/publishedOn"], ignoreOrder: true);
        Pointers(await PublicationsApp.RefusedAsync(staff, "publications", Body("fine", "Fine.", "2019-05-01", Guid.NewGuid()), HttpStatusCode.BadRequest))
            .ShouldBe(["/basedOnInsightIds/0"]);
        Pointers(await PublicationsApp.RefusedAsync(staff, "publications", Body("fine", new string('x', 200_001), "2019-05-01"), HttpStatusCode.BadRequest))
            .ShouldBe(["/markdown"]);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM publications WHERE project_id = '{project}'")).ShouldBe(0);
    }

    [Theory]
    [InlineData("publications/no-such-slug")]
    [InlineData("publications/018f2b5e-0000-7000-8000-000000000000")]
    [InlineData("publications/018f2b5e-0000-7000-8000-000000000000/versions")]
    [InlineData("publications/018f2b5e-0000-7000-8000-000000000000/versions/1")]
    [InlineData("lineage/publications/018f2b5e-0000-7000-8000-000000000000")]
    public async Task What_was_never_published_is_not_found(string path)
    {
        using var anybody = app.Anonymous();
        using var response = await anybody.GetAsync($"/api/publications/v1/{path}");
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await response.Content.ReadAsStringAsync()).ShouldContain("-not-found");
    }

    static IEnumerable<string> Pointers(JsonNode problem) => problem["errors"]!.AsObject().Select(e => e.Key);
}
