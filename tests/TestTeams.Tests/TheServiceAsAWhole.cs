using QLab.Testing;

namespace QLab.TestTeams.Tests;

public sealed class TheServiceAsAWhole(TestTeamsApp app) : IClassFixture<TestTeamsApp>
{
    [Fact]
    public async Task The_schema_is_what_the_model_means() =>
        (await SchemaComparison.DifferencesAsync<TestTeamsDb>(app.Services, app.Database)).ShouldBeEmpty();

    [Fact]
    public async Task Every_table_is_answered_for_or_holds_nothing_about_people() =>
        (await PrivacyPage.FaultsAsync(app, "test-teams")).ShouldBeEmpty();

    [Fact]
    public void Every_measure_is_on_the_page_as_it_is_emitted() => MeasuresPage.Faults(app, "test-teams").ShouldBeEmpty();

    [Fact]
    public async Task Bad_input_gets_the_right_problem_everywhere_and_writes_nothing()
    {
        (await new BadInput<Program>(app, TestTeamsApp.AllScopes).SweepAsync()).ShouldBeEmpty();
        (await app.ScalarAsync<long>("""
            SELECT (SELECT count(*) FROM teams) + (SELECT count(*) FROM stage_entries) + (SELECT count(*) FROM learnings)
                + (SELECT count(*) FROM grants) + (SELECT count(*) FROM outbox)
            """)).ShouldBe(0);
    }
}
