using QLab.Testing;

namespace QLab.Workshops.Tests;

public sealed class TheServiceAsAWhole(WorkshopsApp app) : IClassFixture<WorkshopsApp>
{
    [Fact]
    public async Task The_schema_is_what_the_model_means() =>
        (await SchemaComparison.DifferencesAsync<WorkshopsDb>(app.Services, app.Database)).ShouldBeEmpty();

    [Fact]
    public async Task Every_table_is_answered_for_or_holds_nothing_about_people() =>
        (await PrivacyPage.FaultsAsync(app, "workshops")).ShouldBeEmpty();

    [Fact]
    public void Every_measure_is_on_the_page_as_it_is_emitted() => MeasuresPage.Faults(app, "workshops").ShouldBeEmpty();

    [Fact]
    public async Task Bad_input_gets_the_right_problem_everywhere_and_writes_nothing()
    {
        (await new BadInput<Program>(app, $"{WorkshopsApp.AllScopes} me").SweepAsync()).ShouldBeEmpty();
        (await app.ScalarAsync<long>("""
            SELECT (SELECT count(*) FROM workshops) + (SELECT count(*) FROM places) + (SELECT count(*) FROM bookings)
                + (SELECT count(*) FROM notes) + (SELECT count(*) FROM materials) + (SELECT count(*) FROM rounds)
                + (SELECT count(*) FROM commitments) + (SELECT count(*) FROM role_plays) + (SELECT count(*) FROM interviews) + (SELECT count(*) FROM outbox)
            """)).ShouldBe(0);
    }
}
