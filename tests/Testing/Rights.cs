using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using QLab.ServiceDefaults.Privacy;
using Shouldly;

namespace QLab.Testing;

/// <summary>Asks a service about somebody's data as the participants service does, and looks for what is left of them.</summary>
public static class Rights
{
    /// <summary>
    /// Sends the request for an erasure, twice over, and waits for the answer, and until the service has nothing more on its way: the
    /// relay clears a batch some time after the answer is heard.
    /// </summary>
    public static async Task EraseAsync<TProgram>(this ServiceApp<TProgram> app, params Guid[] pseudonyms) where TProgram : class
    {
        await using var participants = await app.AnotherServiceAsync();
        var answers = await participants.ListenAsync<PersonalDataErased>();
        var request = new ErasureRequested(Guid.NewGuid(), Guid.NewGuid(), pseudonyms, DateTimeOffset.UtcNow);
        await participants.PublishAsync(request);
        await participants.PublishAsync(request);
        await Eventually.Equals(2, () => Task.FromResult(answers.Count(a => a.ErasureId == request.ErasureId)));
        await Eventually.Equals(0L, () => app.ScalarAsync<long>("SELECT count(*) FROM outbox"));
    }

    /// <summary>Sends the request for an export and opens the answer.</summary>
    public static async Task<JsonNode> ExportAsync<TProgram>(this ServiceApp<TProgram> app, params Guid[] pseudonyms) where TProgram : class
    {
        await using var participants = await app.AnotherServiceAsync();
        var parts = await participants.ListenAsync<ExportPartReady>();
        var (publicKey, privateKey) = SealedBox.NewKeys();
        var id = Guid.NewGuid();
        await participants.PublishAsync(new ExportRequested(id, Guid.NewGuid(), pseudonyms, publicKey, DateTimeOffset.UtcNow));
        await Eventually.Succeeds(() =>
        {
            var mine = parts.Where(p => p.ExportId == id).ToList();
            mine.Count.ShouldBe(mine.FirstOrDefault()?.Parts ?? -1);
            return Task.CompletedTask;
        });
        return JsonNode.Parse(parts.Where(p => p.ExportId == id).OrderBy(p => p.Part).SelectMany(p => SealedBox.Open(p.Sealed, privateKey)).ToArray())!;
    }

    /// <summary>Everywhere in the database, in whichever table or column, where one of these texts stands; one line each.</summary>
    public static async Task<IReadOnlyList<string>> TracesAsync(this NpgsqlDataSource database, params string[] texts)
    {
        var traces = new List<string>();
        foreach (var table in await TablesAsync(database))
            foreach (var text in texts)
            {
                await using var command =
                    database.CreateCommand($"SELECT count(*) FROM \"{table}\" AS t WHERE t::text ILIKE $1 OR t::text LIKE $2");
                command.Parameters.Add(new() { Value = $"%{text}%" });
                // Bytes show as hexadecimal digits.
                command.Parameters.Add(new() { Value = $"%{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text))}%" });
                if (await command.ExecuteScalarAsync() is long and > 0 and var rows) traces.Add($"{table}: {rows} rows with {text}");
            }
        return traces;
    }

    public static async Task<IReadOnlyList<string>> TablesAsync(this NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(
            "SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1");
        await using var reader = await command.ExecuteReaderAsync();
        var tables = new List<string>();
        while (await reader.ReadAsync()) tables.Add(reader.GetString(0));
        return tables;
    }
}
