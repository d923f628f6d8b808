using QLab.Testing;

namespace QLab.Publications.Tests;

/// <summary>Who coordinates one project meets its themes and insights as staff do, and of others what everybody does.</summary>
public sealed class CoordinatorsApart(PublicationsApp app)
{
    static readonly string[] Lists = ["GET /themes", "GET /insights", "GET /contributions"];

    [Fact]
    public async Task Every_operation_is_closed_to_them_or_knows_nothing_of_another_project()
    {
        var project = await app.KnownProjectAsync();
        using var staff = app.Client(PublicationsApp.AllScopes);
        var theme = await ThemeAsync(staff, project);
        var insight = await app.InsightAsync(staff, project, theme);
        var elsewhere = new Dictionary<string, Guid>
        {
            ["projects"] = project, ["themes"] = theme, ["insights"] = insight,
            ["publications"] = await app.EssayAsync(staff, project, $"e-{Guid.NewGuid():N}", insight),
        };
        (await app.OpenToCoordinatorsAsync(PublicationsApp.AllScopes, elsewhere, Lists)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Lists_show_what_is_of_their_own_project()
    {
        var project = await app.KnownProjectAsync();
        using var staff = app.Client(PublicationsApp.AllScopes);
        var theme = await ThemeAsync(staff, project);
        var insight = await app.InsightAsync(staff, project, theme);
        using var own = app.Coordinator(PublicationsApp.AllScopes, project);
        using var another = app.Coordinator(PublicationsApp.AllScopes, Guid.NewGuid());

        foreach (var (list, id) in new[] { ("themes", theme), ("insights", insight) })
        {
            (await own.GetStringAsync($"/api/publications/v1/{list}?limit=200")).ShouldContain(id.ToString());
            (await another.GetStringAsync($"/api/publications/v1/{list}?limit=200")).ShouldNotContain(id.ToString());
        }
    }

    async Task<Guid> ThemeAsync(HttpClient staff, Guid project)
    {
        var theme = await app.ThemeAsync(staff, project, "T1");
        var response = (await app.ResponsesAsync(project, 1))[0];
        await PublicationsApp.CreatedAsync(staff, $"themes/{theme}/evidence", new { contributionId = response });
        return theme;
    }
}
