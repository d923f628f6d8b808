using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using QLab.Surveys.Responses;
using QLab.Surveys.Surveys;
using QLab.Tabular;

namespace QLab.Surveys.Imports;

/// <summary>
/// Streams a file through the checks into the database; no more than a line of it is in memory. Lines become visible together at the
/// end, and only when every one of them is good; how far it has come is written beside them meanwhile.
/// </summary>
sealed class Receiving(NpgsqlDataSource database, ReceiptSecret secret, TimeProvider time)
{
    const int MostLines = 1_000_000, ToldEvery = 2_000;
    const string Copy = "COPY import_lines (import_id, number, response_id, participant_id, language, quotas, answers, submitted_at) FROM STDIN (FORMAT binary)";

    /// <returns>False when a file is coming in under the same id at this moment.</returns>
    /// <exception cref="UnreadableTableException">No line, or too many, or something between them that cannot be read.</exception>
    public async Task<bool> RunAsync(
        Import import, SurveyForm form, IAsyncEnumerable<ImportedRow> rows, HashedStream body, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (!await BeginAsync(connection, import, ct)) return false;

        var check = new CheckRows(import.Id, form, await ParticipantsAsync(form.Survey, ct), await secret.ReadAsync(ct), time.GetUtcNow());
        var isGood = await CopyAsync(connection, import, rows, check, ct) && !import.DryRun;
        if (!isGood) await transaction.RollbackAsync(ct);
        if (import.DryRun && check.Refused == 0) check.Refuse(await QuotaFaults.OfAsync(database, form.Survey.Id, check.Wanted, ct));

        var state = check.Refused > 0 && !import.DryRun ? ImportState.Refused : import.DryRun ? ImportState.Checked : ImportState.Waiting;
        await FinishAsync(isGood ? connection : null, import, state, check, await body.FingerprintAsync(ct), ct);
        if (isGood) await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>The lock goes with the connection, so that a file that was cut off can be sent again at once.</summary>
    async Task<bool> BeginAsync(NpgsqlConnection connection, Import import, CancellationToken ct)
    {
        await using var take = new NpgsqlCommand("SELECT pg_try_advisory_xact_lock(hashtextextended($1, 4))", connection) { Parameters = { new() { Value = $"import {import.Id}" } } };
        if (!(bool)(await take.ExecuteScalarAsync(ct))!) return false;
        await using var begin = database.CreateCommand("""
            INSERT INTO imports (id, survey_id, dry_run, state, lines, refused, imported, faults, received_at, consents)
            VALUES ($1, $2, $3, 'Receiving', 0, 0, 0, '[]', $4, $5)
            ON CONFLICT (id) DO UPDATE SET lines = 0, refused = 0, received_at = excluded.received_at, consents = excluded.consents
            WHERE imports.state = 'Receiving'
            """);
        begin.Parameters.AddRange((NpgsqlParameter[])[new() { Value = import.Id }, new() { Value = import.SurveyId }, new() { Value = import.DryRun }, new() { Value = import.ReceivedAt }, new() { Value = import.Consents }]);
        return await begin.ExecuteNonQueryAsync(ct) == 1;
    }

    async Task<KnownParticipants> ParticipantsAsync(Survey survey, CancellationToken ct) => survey.Mode == SurveyMode.Anonymous
        ? new(new HashSet<Guid>(), new HashSet<Guid>())
        : new(await IdsAsync("SELECT id FROM participants WHERE project_id = $1", survey.ProjectId, ct), await IdsAsync("SELECT participant_id FROM responses WHERE survey_id = $1 AND participant_id IS NOT NULL", survey.Id, ct));

    async Task<HashSet<Guid>> IdsAsync(string sql, Guid of, CancellationToken ct)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = of });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var ids = new HashSet<Guid>();
        while (await reader.ReadAsync(ct)) ids.Add(reader.GetGuid(0));
        return ids;
    }

    /// <returns>Whether every line is good and stored.</returns>
    async Task<bool> CopyAsync(
        NpgsqlConnection connection, Import import, IAsyncEnumerable<ImportedRow> rows, CheckRows check, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync(Copy, ct);
        await foreach (var row in rows)
        {
            if (check.Lines == MostLines)
                throw new UnreadableTableException($"The file has more than {MostLines} lines. Send it in parts.");
            var line = check.Check(row);
            // Once a line is bad nothing will be kept; the others are checked for the report.
            if (line is not null && check.Refused == 0 && !import.DryRun) await WriteAsync(copy, line, ct);
            if (check.Lines % ToldEvery == 0) await TellAsync(import, check, ct);
        }
        if (check.Lines == 0) throw new UnreadableTableException("The file has no lines below its first one.");
        if (check.Refused == 0 && !import.DryRun) await copy.CompleteAsync(ct);
        return check.Refused == 0;
    }

    static async Task WriteAsync(NpgsqlBinaryImporter copy, ImportLine line, CancellationToken ct)
    {
        await copy.StartRowAsync(ct);
        await copy.WriteAsync(line.ImportId, NpgsqlDbType.Uuid, ct);
        await copy.WriteAsync(line.Number, NpgsqlDbType.Integer, ct);
        await copy.WriteAsync(line.ResponseId, NpgsqlDbType.Uuid, ct);
        await (line.ParticipantId is { } participant ? copy.WriteAsync(participant, NpgsqlDbType.Uuid, ct) : copy.WriteNullAsync(ct));
        await copy.WriteAsync(line.Language, NpgsqlDbType.Text, ct);
        await copy.WriteAsync(line.Quotas, NpgsqlDbType.Array | NpgsqlDbType.Text, ct);
        await copy.WriteAsync(line.Answers, NpgsqlDbType.Jsonb, ct);
        await copy.WriteAsync(line.SubmittedAt, NpgsqlDbType.TimestampTz, ct);
    }

    async Task TellAsync(Import import, CheckRows check, CancellationToken ct)
    {
        await using var tell = database.CreateCommand("UPDATE imports SET lines = $2, refused = $3 WHERE id = $1");
        tell.Parameters.AddRange(
            (NpgsqlParameter[])[new() { Value = import.Id }, new() { Value = check.Lines }, new() { Value = check.Refused }]);
        await tell.ExecuteNonQueryAsync(ct);
    }

    async Task FinishAsync(
        NpgsqlConnection? connection, Import import, ImportState state, CheckRows check, byte[] fingerprint, CancellationToken ct)
    {
        const string sql =
            "UPDATE imports SET state = $2, lines = $3, refused = $4, faults = $5, fingerprint = $6, finished_at = $7 WHERE id = $1";
        await using var finish = connection is null ? database.CreateCommand(sql) : new NpgsqlCommand(sql, connection);
        finish.Parameters.AddRange((NpgsqlParameter[])[
            new() { Value = import.Id }, new() { Value = state.ToString() }, new() { Value = check.Lines }, new() { Value = check.Refused },
            new()
            {
                Value = JsonSerializer.Serialize(check.Faults, StoredJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb,
            }, new() { Value = fingerprint },
            new() { Value = state == ImportState.Waiting ? DBNull.Value : time.GetUtcNow(), NpgsqlDbType = NpgsqlDbType.TimestampTz },
        ]);
        await finish.ExecuteNonQueryAsync(ct);
    }
}
