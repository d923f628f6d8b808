using QLab.Testing;

namespace QLab.Publications.Tests;

public sealed class TheServiceAsAWhole(PublicationsApp app) : IClassFixture<PublicationsApp>
{
    [Fact]
    public async Task The_schema_is_what_the_model_means() =>
        (await SchemaComparison.DifferencesAsync<PublicationsDb>(app.Services, app.Database)).ShouldBeEmpty();

    [Fact]
    public async Task Bad_input_gets_the_right_problem_everywhere_and_writes_nothing()
    {
        (await new BadInput<Program>(app, PublicationsApp.AllScopes).SweepAsync()).ShouldBeEmpty();
        (await app.ScalarAsync<long>("""
            SELECT (SELECT count(*) FROM themes) + (SELECT count(*) FROM evidence) + (SELECT count(*) FROM insights)
                + (SELECT count(*) FROM publications) + (SELECT count(*) FROM editions) + (SELECT count(*) FROM outbox)
            """)).ShouldBe(0);
    }
}
