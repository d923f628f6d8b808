using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using QLab.Surveys.Responses;
using QLab.Surveys.Results.Tallying;
using QLab.Testing;

namespace QLab.Surveys.Tests;

public sealed class FoldingTallies(FoldingTallies.App app) : IClassFixture<FoldingTallies.App>
{
    [Fact]
    public async Task A_response_that_commits_while_surveys_are_looked_through_is_folded_in_the_next_second()
    {
        var fold = ActivatorUtilities.CreateInstance<UpdateTallies>(app.Services);
        var survey = await ResultsOfASurvey.OpenAsync(app);
        await app.GiveAsync(survey, new { role = "lived" });
        for (var second = 0; second < 3; second++) await fold.RunAsync(default);
        (await KeptAsync(survey)).ShouldBe("1");

        Task looking;
        await using (var late = await app.Database.OpenConnectionAsync())
        await using (var transaction = await late.BeginTransactionAsync())
        {
            await using (var wait = new NpgsqlCommand(ChangeSequence.WriteLockSql, late, transaction)) await wait.ExecuteNonQueryAsync();
            await using (var insert = new NpgsqlCommand($$"""
                INSERT INTO responses (id, survey_id, language, perspectives, answers, submitted_at, withdrawn, consents, contribution_version, consents_told)
                VALUES (gen_random_uuid(), '{{survey}}', 'en', '{}', '{"role": "work"}', '2018-09-03Z', false, '{research}', 1, true)
                """, late, transaction)) await insert.ExecuteNonQueryAsync();
            looking = fold.RunAsync(default);
            await Eventually.Equals(1L, () => app.ScalarAsync<long>("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"));
            await transaction.CommitAsync();
        }
        await looking;
        await fold.RunAsync(default);

        (await KeptAsync(survey)).ShouldBe("2");
    }

    Task<string?> KeptAsync(Guid survey) =>
        app.ScalarAsync<string>($"SELECT state -> 'all' ->> 'responses' FROM tallies WHERE survey_id = '{survey}' AND query = ''");

    /// <summary>Seconds pass when a test says so: the service's own fold would look again whenever it likes.</summary>
    public sealed class App : SurveysApp
    {
        protected override void Configure(IWebHostBuilder builder)
        {
            base.Configure(builder);
            builder.ConfigureTestServices(services => services.RemoveWorkerOf<UpdateTallies>());
        }
    }
}
