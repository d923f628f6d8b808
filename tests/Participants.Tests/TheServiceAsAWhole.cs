using QLab.Testing;

namespace QLab.Participants.Tests;

public sealed class TheServiceAsAWhole(ParticipantsApp app) : IClassFixture<ParticipantsApp>
{
    [Fact]
    public async Task The_schema_is_what_the_model_means() =>
        (await SchemaComparison.DifferencesAsync<ParticipantsDb>(app.Services, app.Database)).ShouldBeEmpty();

    [Fact]
    public async Task Every_table_is_answered_for_or_holds_nothing_about_people() =>
        (await PrivacyPage.FaultsAsync(app, "participants")).ShouldBeEmpty();

    [Fact]
    public void Every_measure_is_on_the_page_as_it_is_emitted() => MeasuresPage.Faults(app, "participants").ShouldBeEmpty();

    [Fact]
    public async Task Bad_input_gets_the_right_problem_everywhere_and_writes_nothing()
    {
        // Any text may be a slug, so there a wrong id is found out only after the body.
        (await new BadInput<Program>(app, $"{ParticipantsApp.AllScopes} me").SweepAsync())
            .Where(fault => !fault.StartsWith("PUT /api/participants/v1/projects/{idOrSlug} with a wrong id: 400", StringComparison.Ordinal)).ShouldBeEmpty();

        string[] tables = ["projects", "organisations", "partnerships", "people", "participations", "consent_entries", "outbox"];
        foreach (var table in tables) (await app.ScalarAsync<long>($"SELECT count(*) FROM {table}")).ShouldBe(0, table);
        (await app.ScalarAsync<long>("SELECT count(*) FROM clients WHERE client_id <> 'operator'")).ShouldBe(0);
        (await app.ScalarAsync<long>("SELECT count(*) FROM signing_keys")).ShouldBe(1);
    }
}
