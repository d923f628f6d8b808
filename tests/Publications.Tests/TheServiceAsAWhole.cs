using System.Net;
using QLab.Testing;

namespace QLab.Publications.Tests;

public sealed class TheServiceAsAWhole(PublicationsApp app) : IClassFixture<PublicationsApp>
{
    [Fact]
    public async Task The_schema_is_what_the_model_means() =>
        (await SchemaComparison.DifferencesAsync<PublicationsDb>(app.Services, app.Database)).ShouldBeEmpty();

    [Fact]
    public async Task Every_table_is_answered_for_or_holds_nothing_about_people() =>
        (await PrivacyPage.FaultsAsync(app, "publications")).ShouldBeEmpty();

    [Fact]
    public void Every_measure_is_on_the_page_as_it_is_emitted() => MeasuresPage.Faults(app, "publications").ShouldBeEmpty();

    [Fact]
    public async Task Bad_input_gets_the_right_problem_everywhere_and_writes_nothing()
    {
        (await new BadInput<Program>(app, PublicationsApp.AllScopes).SweepAsync()).ShouldBeEmpty();
        (await app.ScalarAsync<long>("""
            SELECT (SELECT count(*) FROM themes) + (SELECT count(*) FROM evidence) + (SELECT count(*) FROM insights)
                + (SELECT count(*) FROM publications) + (SELECT count(*) FROM editions) + (SELECT count(*) FROM outbox)
            """)).ShouldBe(0);
    }

    [Theory]
    [InlineData("themes?projectId=abc")]
    [InlineData("themes?limit=0")]
    [InlineData("themes?limit=201")]
    [InlineData("themes?limit=many")]
    [InlineData("themes?after=yesterday")]
    [InlineData("themes?code=a%00b")]
    [InlineData("themes?state=gone")]
    [InlineData("insights?kind=hunch")]
    [InlineData("insights?kind=1")]
    [InlineData("insights?themeId=T1")]
    [InlineData("publications?kind=essays")]
    [InlineData("publications?projectId=")]
    [InlineData("publications/some-slug?projectId=abc")]
    public async Task A_filter_that_means_nothing_is_refused(string path)
    {
        using var staff = app.Client(PublicationsApp.AllScopes);
        using var response = await staff.GetAsync($"/api/publications/v1/{path}");
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, await response.Content.ReadAsStringAsync());
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }
}
