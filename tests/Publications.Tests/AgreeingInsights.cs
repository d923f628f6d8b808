using System.Net;
using QLab.Publications.Contracts;
using QLab.Testing;

namespace QLab.Publications.Tests;

public sealed class AgreeingInsights(PublicationsApp app)
{
    [Fact]
    public async Task From_themes_with_evidence_is_recorded_and_announced()
    {
        using var staff = app.Client(PublicationsApp.AllScopes);
        await using var another = await app.AnotherServiceAsync();
        var announced = await another.ListenAsync<InsightAgreed>();
        var project = await app.KnownProjectAsync();
        var theme = await ThemeWithEvidenceAsync(staff, project, "T1");

        var insight = await app.InsightAsync(staff, project, theme, theme);

        await Eventually.Equals(1, () => Task.FromResult(announced.Count(e => e.InsightId == insight && e.Kind == "barrier" && e.ThemeIds.SequenceEqual([theme]))));
        var listed = (await PublicationsApp.ReadAsync(staff, $"insights?themeId={theme}&kind=barrier&projectId={project}")).AsArray().ShouldHaveSingleItem()!;
        listed["themeIds"]!.ToJsonString().ShouldBe($"[\"{theme}\"]");
        (await PublicationsApp.ReadAsync(staff, $"insights/{insight}")).ToJsonString().ShouldBe(listed.ToJsonString());
        (await PublicationsApp.ReadAsync(staff, $"insights?projectId={project}&kind=solution")).AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task From_a_theme_without_evidence_is_refused()
    {
        using var staff = app.Client(PublicationsApp.AllScopes);
        var project = await app.KnownProjectAsync();
        var bare = await app.ThemeAsync(staff, project, "BARE");
        var problem = await PublicationsApp.RefusedAsync(
            staff, "insights", Body(project, await ThemeWithEvidenceAsync(staff, project, "T1"), bare), HttpStatusCode.Conflict);
        problem["type"]!.GetValue<string>().ShouldBe("urn:qlab:problem:theme-without-evidence");
        problem["detail"]!.GetValue<string>().ShouldEndWith("BARE.");
        (await app.ScalarAsync<long>($"SELECT count(*) FROM insights WHERE project_id = '{project}'")).ShouldBe(0);
    }

    [Fact]
    public async Task From_themes_of_another_project_or_none_is_refused_theme_by_theme()
    {
        using var staff = app.Client(PublicationsApp.AllScopes);
        var project = await app.KnownProjectAsync();
        var mine = await ThemeWithEvidenceAsync(staff, project, "T1");
        var foreign = await ThemeWithEvidenceAsync(staff, await app.KnownProjectAsync(), "T1");
        var problem =
            await PublicationsApp.RefusedAsync(staff, "insights", Body(project, foreign, mine, Guid.NewGuid()), HttpStatusCode.BadRequest);
        problem["errors"]!.AsObject().Select(e => e.Key).ShouldBe(["/themeIds/0", "/themeIds/2"]);
    }

    [Fact]
    public async Task From_nothing_or_of_no_kind_is_refused()
    {
        using var staff = app.Client(PublicationsApp.AllScopes);
        var project = await app.KnownProjectAsync();
        (await PublicationsApp.RefusedAsync(staff, "insights", new { projectId = project, kind = "barrier", statement = "", why = "", themeIds = Array.Empty<Guid>() }, HttpStatusCode.BadRequest))
            ["errors"]!.AsObject().Select(e => e.Key).ShouldBe(["/statement", "/why", "/themeIds"], ignoreOrder: true);
        (await PublicationsApp.RefusedAsync(staff, "insights", new { projectId = project, kind = "hunch", statement = "x", why = "y", themeIds = new[] { Guid.NewGuid() } }, HttpStatusCode.BadRequest))
            ["errors"]!.AsObject().Select(e => e.Key).ShouldBe(["/kind"]);
    }

    static object Body(Guid project, params Guid[] themes) =>
        new { projectId = project, kind = "principle", statement = "Ask first.", why = "Agreed in the room.", themeIds = themes };

    async Task<Guid> ThemeWithEvidenceAsync(HttpClient staff, Guid project, string code)
    {
        var theme = await app.ThemeAsync(staff, project, code);
        await PublicationsApp.CreatedAsync(staff, $"themes/{theme}/evidence", new { source = new { title = "A report" } });
        return theme;
    }
}
