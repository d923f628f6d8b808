using System.Net;
using QLab.Testing;

namespace QLab.Publications.Tests;

/// <summary>Publications are public; themes and insights are the Lab's and its partners'; evidence is the Lab's alone.</summary>
public sealed class PartnersApart(PublicationsApp app)
{
    static readonly string[] OpenToThem = ["GET /themes", "GET /themes/{id}", "GET /insights", "GET /insights/{id}"];

    [Fact]
    public async Task Every_operation_is_closed_to_them_or_says_what_they_see() =>
        (await app.OpenToOrganisationsAsync(PublicationsApp.AllScopes, OpenToThem)).ShouldBeEmpty();

    [Fact]
    public async Task Themes_and_insights_of_other_projects_are_not_there()
    {
        var project = await app.KnownProjectAsync();
        using var staff = app.Client(PublicationsApp.AllScopes);
        var theme = await ThemeAsync(staff, project);
        var insight = await app.InsightAsync(staff, project, theme);
        using var partner = await app.PartnerAsync(project, PublicationsApp.AllScopes);
        using var elsewhere = await app.PartnerAsync(await app.KnownProjectAsync(), PublicationsApp.AllScopes);
        using var host = await app.PartnerAsync(project, PublicationsApp.AllScopes, "teamHost");

        foreach (var (list, id) in new[] { ("themes", theme), ("insights", insight) })
        {
            (await StatusAsync(partner, $"{list}/{id}")).ShouldBe(HttpStatusCode.OK);
            (await partner.GetStringAsync($"/api/publications/v1/{list}?limit=200")).ShouldContain(id.ToString());
            foreach (var other in new[] { elsewhere, host })
            {
                (await StatusAsync(other, $"{list}/{id}")).ShouldBe(HttpStatusCode.NotFound);
                (await other.GetStringAsync($"/api/publications/v1/{list}?limit=200")).ShouldNotContain(id.ToString());
            }
        }
    }

    [Fact]
    public async Task Single_contributions_behind_a_publication_are_not_named()
    {
        var project = await app.KnownProjectAsync();
        using var staff = app.Client(PublicationsApp.AllScopes);
        var theme = await ThemeAsync(staff, project);
        var essay = await app.EssayAsync(staff, project, $"e-{Guid.NewGuid():N}", await app.InsightAsync(staff, project, theme));
        using var partner = await app.PartnerAsync(project, PublicationsApp.AllScopes);

        var lineage = $"lineage/publications/{essay}";
        (await PublicationsApp.ReadAsync(staff, lineage))["contributions"]![0]!["count"]!.GetValue<int>().ShouldBe(1);
        (await PublicationsApp.ReadAsync(partner, lineage))["contributions"]![0]!["count"].ShouldBeNull("it is small");
    }

    async Task<Guid> ThemeAsync(HttpClient staff, Guid project)
    {
        var theme = await app.ThemeAsync(staff, project, "T1");
        var response = (await app.ResponsesAsync(project, 1))[0];
        await PublicationsApp.CreatedAsync(staff, $"themes/{theme}/evidence", new { contributionId = response });
        return theme;
    }

    static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync($"/api/publications/v1/{path}");
        return answer.StatusCode;
    }
}
