using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using QLab.ServiceDefaults.Persistence;
using QLab.Testing;
using QLab.Toy;

namespace QLab.ServiceDefaults.Tests;

public sealed class Migrating : IAsyncLifetime
{
    NpgsqlDataSource database = null!;

    public async ValueTask InitializeAsync() => database = NpgsqlDataSource.Create(await Servers.NewDatabaseAsync("migrating"));

    [Fact]
    public async Task Ten_replicas_at_once_apply_each_file_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ApplyAsync()));
        await ApplyAsync();
        (await ScalarAsync("SELECT count(*) FROM schema_migrations WHERE source = 'service'")).ShouldBe(4L);
    }

    [Fact]
    public async Task An_edited_file_is_refused_by_its_name()
    {
        await ApplyAsync();
        await ScalarAsync("UPDATE schema_migrations SET checksum = 'as it was' WHERE name = '0001_things.sql'");
        (await Should.ThrowAsync<MigrationRefusedException>(ApplyAsync)).Message.ShouldContain(
            "0001_things.sql was applied and has been edited");
    }

    [Fact]
    public async Task A_file_slipped_in_before_a_newer_one_is_refused()
    {
        await ApplyAsync();
        await ScalarAsync("DELETE FROM schema_migrations WHERE name = '0001_things.sql'");
        (await Should.ThrowAsync<MigrationRefusedException>(ApplyAsync)).Message.ShouldContain(
            "0001_things.sql comes before 0004_parcels.sql");
    }

    [Fact]
    public async Task A_database_of_a_newer_build_is_refused()
    {
        await ApplyAsync();
        await ScalarAsync("INSERT INTO schema_migrations (source, name, checksum) VALUES ('service', '0099_future.sql', '')");
        (await Should.ThrowAsync<MigrationRefusedException>(ApplyAsync)).Message.ShouldContain(
            "0099_future.sql, which this build does not know");
    }

    [Fact]
    public async Task A_file_that_fails_leaves_nothing_behind()
    {
        await ScalarAsync("CREATE TABLE effects (clash text)");
        await Should.ThrowAsync<PostgresException>(ApplyAsync);
        (await ScalarAsync("SELECT count(*) FROM schema_migrations WHERE name = '0002_effects.sql'")).ShouldBe(0L);
        (await ScalarAsync("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")).ShouldBe(0L);
    }

    [Fact]
    public async Task Housekeeping_takes_out_what_has_served_its_time_and_nothing_else()
    {
        await ApplyAsync();
        await ScalarAsync("INSERT INTO inbox SELECT gen_random_uuid(), 'queue', now() - make_interval(days => i % 14) FROM generate_series(0, 13999) AS i");
        await new Housekeeping(database, TimeProvider.System).RunAsync(CancellationToken.None);
        (await ScalarAsync("SELECT count(*) FROM inbox WHERE received_at < now() - interval '7 days'")).ShouldBe(0L);
        (await ScalarAsync("SELECT count(*) FROM inbox")).ShouldBe(7000L);
    }

    [Fact]
    public async Task Idempotency_records_of_before_they_were_called_so_are_kept()
    {
        var files = Directory.GetFiles(Path.Combine(House.Root, "ServiceDefaults/Persistence"), "*.sql").Order().ToList();
        var renaming = files.Single(file => file.EndsWith("_idempotency_records.sql", StringComparison.Ordinal));
        foreach (var earlier in files.TakeWhile(file => file != renaming)) await ScalarAsync(await File.ReadAllTextAsync(earlier));
        await ScalarAsync("INSERT INTO remembered_answers VALUES ('a caller', 'a key', 'print', 201, '{}', 'an answer', now())");

        await ScalarAsync(await File.ReadAllTextAsync(renaming));

        (await ScalarAsync("SELECT convert_from(body, 'UTF8') FROM idempotency_records WHERE caller = 'a caller' AND key = 'a key'"))
            .ShouldBe("an answer");
        (await ScalarAsync("SELECT count(*) FROM pg_class WHERE relname LIKE '%remembered_answers%'")).ShouldBe(0L);
    }

    Task ApplyAsync() => new Persistence.Migrations(database, typeof(ToyDb).Assembly, NullLogger<Persistence.Migrations>.Instance).ApplyAsync(CancellationToken.None);

    async Task<object?> ScalarAsync(string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync() => await database.DisposeAsync();
}
