using System.Net;
using System.Text.Json.Nodes;

namespace QLab.Publications.Tests;

public sealed class CodingEvidence(PublicationsApp app)
{
    [Fact]
    public async Task Refers_to_a_passage_or_cites_a_source()
    {
        using var staff = app.Client(PublicationsApp.AllScopes);
        var project = await app.KnownProjectAsync();
        var response = (await app.ResponsesAsync(project, 1))[0];
        var theme = await app.ThemeAsync(staff, project, "T1");
        await PublicationsApp.CreatedAsync(
            staff, $"themes/{theme}/evidence", new { contributionId = response, passage = new { start = 3, end = 9 }, memo = "Clear." });
        await PublicationsApp.CreatedAsync(
            staff, $"themes/{theme}/evidence", new { source = new { title = "A report", url = "https://example.org/report" } });

        var evidence = (await PublicationsApp.ReadAsync(staff, $"themes/{theme}/evidence")).AsArray();

        evidence.Select(e => e!["passage"]?.ToJsonString()).ShouldBe(["""{"start":3,"end":9}""", null]);
        evidence.Select(e => e!["kind"]?.GetValue<string>()).ShouldBe(["surveyResponse", null]);
        evidence.Select(e => e!["source"]?["title"]?.GetValue<string>()).ShouldBe([null, "A report"]);
        evidence.Select(e => e!["simulated"]!.GetValue<bool>()).ShouldBe([true, false]);
        (await PublicationsApp.ReadAsync(staff, $"themes/{theme}"))["evidence"]!.GetValue<int>().ShouldBe(2);
        var first = evidence[0]!["id"]!.GetValue<Guid>();
        (await PublicationsApp.ReadAsync(staff, $"themes/{theme}/evidence/{first}")).ToJsonString().ShouldBe(evidence[0]!.ToJsonString());
    }

    [Fact]
    public async Task Of_a_contribution_that_has_not_arrived_waits_for_the_news()
    {
        using var staff = app.Client(PublicationsApp.AllScopes);
        var theme = await app.ThemeAsync(staff, await app.KnownProjectAsync(), "T1");
        var problem = await PublicationsApp.RefusedAsync(
            staff, $"themes/{theme}/evidence", new { contributionId = Guid.NewGuid() }, HttpStatusCode.Conflict);
        problem["type"]!.GetValue<string>().ShouldBe("urn:qlab:problem:contribution-not-known");
        problem["retryAfter"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Of_another_project_is_refused()
    {
        using var staff = app.Client(PublicationsApp.AllScopes);
        var elsewhere = (await app.ResponsesAsync(await app.KnownProjectAsync(), 1))[0];
        var theme = await app.ThemeAsync(staff, await app.KnownProjectAsync(), "T1");
        var problem = await PublicationsApp.RefusedAsync(
            staff, $"themes/{theme}/evidence", new { contributionId = elsewhere }, HttpStatusCode.Conflict);
        problem["type"]!.GetValue<string>().ShouldBe("urn:qlab:problem:contribution-of-another-project");
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(2, 7)]
    public async Task The_same_passage_twice_is_one_piece(int? start, int? end)
    {
        using var staff = app.Client(PublicationsApp.AllScopes);
        var project = await app.KnownProjectAsync();
        var response = (await app.ResponsesAsync(project, 1))[0];
        var theme = await app.ThemeAsync(staff, project, "T1");
        var body = new { contributionId = response, passage = start is null ? null : new { start, end } };
        var first = await PublicationsApp.CreatedAsync(staff, $"themes/{theme}/evidence", body);

        var problem = await PublicationsApp.RefusedAsync(staff, $"themes/{theme}/evidence", body, HttpStatusCode.Conflict);

        problem["existingId"]!.GetValue<Guid>().ShouldBe(first);
        await PublicationsApp.CreatedAsync(
            staff, $"themes/{theme}/evidence", new { contributionId = response, passage = new { start = 10, end = 20 } });
    }

    [Fact]
    public async Task Names_every_fault_at_once()
    {
        using var staff = app.Client(PublicationsApp.AllScopes);
        var theme = await app.ThemeAsync(staff, await app.KnownProjectAsync(), "T1");
        Pointers(await PublicationsApp.RefusedAsync(staff, $"themes/{theme}/evidence", new { }, HttpStatusCode.BadRequest))
            .ShouldBe(["/contributionId"]);
        Pointers(await PublicationsApp.RefusedAsync(staff, $"themes/{theme}/evidence",
                new { passage = new { start = 9, end = 3 }, source = new { title = "x", url = "javascript:alert(1)" } },
                HttpStatusCode.BadRequest))
            .ShouldBe(["/passage", "/passage/end", "/source/url"], ignoreOrder: true);
        Pointers(await PublicationsApp.RefusedAsync(staff, $"themes/{theme}/evidence",
                new { passage = new { start = -1, end = 0 }, source = new { title = "" }, memo = new string('x', 2001) },
                HttpStatusCode.BadRequest))
            .ShouldBe(["/passage/start", "/passage/end", "/source/title", "/memo"], ignoreOrder: true);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM evidence WHERE theme_id = '{theme}'")).ShouldBe(0);
    }

    [Fact]
    public async Task To_a_theme_that_does_not_exist_is_not_found()
    {
        using var staff = app.Client(PublicationsApp.AllScopes);
        await PublicationsApp.RefusedAsync(
            staff, $"themes/{Guid.NewGuid()}/evidence", new { contributionId = Guid.NewGuid() }, HttpStatusCode.NotFound);
    }

    static IEnumerable<string> Pointers(JsonNode problem) => problem["errors"]!.AsObject().Select(e => e.Key);
}
