using QLab.Testing;

namespace QLab.Surveys.Tests;

public sealed class TheServiceAsAWhole(SurveysApp app) : IClassFixture<SurveysApp>
{
    [Fact]
    public async Task The_schema_is_what_the_model_means() =>
        (await SchemaComparison.DifferencesAsync<SurveysDb>(app.Services, app.Database)).ShouldBeEmpty();

    [Fact]
    public async Task Every_table_is_answered_for_or_holds_nothing_about_people() =>
        (await PrivacyPage.FaultsAsync(app, "surveys")).ShouldBeEmpty();

    [Fact]
    public void Every_measure_is_on_the_page_as_it_is_emitted() => MeasuresPage.Faults(app, "surveys").ShouldBeEmpty();

    [Fact]
    public async Task Bad_input_gets_the_right_problem_everywhere_and_writes_nothing()
    {
        (await new BadInput<Program>(app, SurveysApp.AllScopes).SweepAsync()).ShouldBeEmpty();
        (await app.ScalarAsync<long>("SELECT (SELECT count(*) FROM questionnaires) + (SELECT count(*) FROM surveys) + (SELECT count(*) FROM responses) + (SELECT count(*) FROM outbox)")).ShouldBe(0);
    }
}
