using Npgsql;
using QLab.Testing;

namespace QLab.Surveys.Tests;

public sealed class UpgradingInvitations
{
    [Fact]
    public async Task Leaves_each_unused_ballot_the_number_of_its_invitation_and_no_other_link()
    {
        var connectionString = await Servers.NewDatabaseAsync("surveys");
        await using (var database = NpgsqlDataSource.Create(connectionString))
        {
            var migrations = Directory.GetFiles(Path.Combine(House.Root, "services/Surveys/QLab.Surveys/Migrations")).Order().ToList();
            var unlinking = migrations.Single(file => file.EndsWith("_unlinked_ballots.sql", StringComparison.Ordinal));
            foreach (var earlier in migrations.TakeWhile(file => file != unlinking))
                await ExecuteAsync(database, await File.ReadAllTextAsync(earlier));
            await ExecuteAsync(database, """
                INSERT INTO questionnaires (id, project_id, key, version, title, definition, published_at)
                    VALUES (gen_random_uuid(), gen_random_uuid(), 'k', 1, 'Q', '{}', now());
                INSERT INTO surveys (id, project_id, questionnaire_id, version, title, mode, opened_at, access, hidden_answers, amendable)
                    SELECT gen_random_uuid(), project_id, id, 1, 'S', 'Anonymous', now(), 'Invited', 'Refuse', false
                    FROM questionnaires, generate_series(1, 2);
                INSERT INTO ballots (id, survey_id) SELECT gen_random_uuid(), s.id FROM surveys s, generate_series(1, 5);
                INSERT INTO ballot_tokens (token_hash, ballot_id)
                    SELECT sha256((b.id::text || n)::bytea), b.id FROM ballots b, generate_series(1, 2) n;
                INSERT INTO invitations (id, survey_id, participant_id, ballot_id)
                    SELECT gen_random_uuid(), survey_id, gen_random_uuid(), id FROM ballots;
                CREATE TABLE expected AS SELECT participant_id, ballot_id FROM invitations;
                DELETE FROM ballots WHERE id IN (SELECT id FROM ballots ORDER BY id LIMIT 3);
                """);

            await ExecuteAsync(database, await File.ReadAllTextAsync(unlinking));

            (await ScalarAsync(database, "SELECT count(*) FROM invitations")).ShouldBe(10);
            (await ScalarAsync(database, "SELECT count(*) FROM ballot_stocks WHERE secret IS NULL AND printed = 5 AND handed_out = 5"))
                .ShouldBe(2);
            (await ScalarAsync(database, """
                SELECT count(*) FROM ballots b JOIN invitations i USING (survey_id, number)
                JOIN expected e ON e.ballot_id = b.id AND e.participant_id = i.participant_id
                """)).ShouldBe(7);
            (await ScalarAsync(database, "SELECT count(*) FROM ballots JOIN ballot_tokens ON ballot_id = id")).ShouldBe(14);
        }
        await Servers.DropDatabaseAsync(connectionString);
    }

    static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    static async Task<long> ScalarAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
