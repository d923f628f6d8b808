using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;
using QLab.Surveys.Consents;
using QLab.Surveys.Responses;

namespace QLab.Surveys.Results.Tallying;

/// <summary>
/// Tallies are kept in rows and folded on from where they are. Who folds finds the row, settles on a position then and locks the row
/// last; who takes something out locks every row of the survey until the change of the response commits. Whoever changed a response
/// without seeing the row has finished when the position settles, so a response is in a tally exactly when its position is not above
/// the tally's.
/// </summary>
sealed class Tallies(NpgsqlDataSource database, SurveyQuestions questions, TimeProvider time)
{
    /// <summary>How many responses one transaction folds in: nobody waits longer for a row, and memory stays flat.</summary>
    public const int Portion = 20_000;

    /// <summary>Besides that of the whole survey; the one that was not asked for the longest goes first.</summary>
    public const int MostQueries = 40;

    /// <summary>
    /// Takes a response, as it was read, out of every tally that has it. Call it in the transaction that changes, withdraws or erases
    /// the response (which gets its next position there), after <see cref="ChangeSequence.WriteLockSql"/> and with the response's row
    /// locked.
    /// </summary>
    public Task TakeOutAsync(SurveysDb db, Response response, CancellationToken ct) => TakeOutAsync(
        (NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction(),
        response.SurveyId, response.Position, response.Answers.RootElement, response.Language, response.Perspectives, response.SubmittedAt,
        ct);

    /// <inheritdoc cref="TakeOutAsync(SurveysDb, Response, CancellationToken)"/>
    /// <param name="position">The response's position before the change.</param>
    public async Task TakeOutAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, Guid surveyId, long position,
        JsonElement answers, string language, IReadOnlyList<string> perspectives, DateTimeOffset submittedAt, CancellationToken ct)
    {
        var asked = await questions.OfAsync(surveyId, connection, ct);
        var given = new Given(answers, language, perspectives, submittedAt)
        {
            LeftOut = await LeftOutAsync(connection, transaction, surveyId, position, ct),
        };
        foreach (var row in await LockAsync(connection, transaction, surveyId, ct))
        {
            var counted = row.Position >= position && row.Tally.Apply(given, -1, asked);
            var seen = row.Tally.Query.IsWhole && row.ShownPosition >= position;
            if (!counted && !seen) continue;
            await using var write = new NpgsqlCommand("UPDATE tallies SET state = $3, taken_out = taken_out OR $4 WHERE survey_id = $1 AND query = $2", connection, transaction)
            {
                Parameters = { new() { Value = surveyId }, new() { Value = row.Tally.Query.Key }, Sql.Json(row.Tally.Write()), new() { Value = seen } },
            };
            await write.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>A tally with every response that is committed, made on first asking.</summary>
    public async Task<Tally> ReadAsync(Guid surveyId, TallyQuery query, CancellationToken ct)
    {
        const int mostTail = 2_000;
        for (var rounds = 0; ; rounds++)
        {
            var (tally, complete) = await SnapshotAsync(surveyId, query, rounds < 3 ? mostTail : 0, ct);
            if (tally is not null && (complete || rounds >= 3)) return tally;
            if (tally is null) await MakeAsync(surveyId, query, ct);
            await CatchUpAsync(surveyId, query, ct);
        }
    }

    /// <summary>Folds in what has settled, portion by portion.</summary>
    public async Task CatchUpAsync(Guid surveyId, TallyQuery query, CancellationToken ct)
    {
        await using var find = database.CreateCommand("SELECT id FROM tallies WHERE survey_id = $1 AND query = $2");
        find.With(surveyId, query.Key);
        if (await find.ExecuteScalarAsync(ct) is not Guid id) return;
        var settled = await ChangeSequence.HighWaterMarkAsync(database, ct);
        while (await FoldAsync(surveyId, [id], settled, skipLocked: false, ct) is { Done: false }) ct.ThrowIfCancellationRequested();
    }

    /// <summary>Folds one portion into some tallies of a survey.</summary>
    /// <param name="until">A position that settled after the tallies were found.</param>
    /// <returns>How many responses were read, and whether all tallies have come to the position.</returns>
    public async Task<(int Read, bool Done)> FoldAsync(Guid surveyId, Guid[] ids, long until, bool skipLocked, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await ShareConsentsAsync(connection, transaction, surveyId, ct);
        var rows = await LockAsync(connection, transaction, surveyId, ct, ids, until, skipLocked);
        if (rows.Count == 0) return (0, true);

        var asked = await questions.OfAsync(surveyId, connection, ct);
        var from = rows.Min(row => row.Position);
        var (read, last) = (0, until);
        await using (var select = ResponseReader.Command(connection, transaction, surveyId, from, until, Portion))
        await using (var reader = await select.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
            {
                using var response = ResponseReader.Read(reader);
                foreach (var row in rows.Where(row => row.Position < response.Position)) row.Tally.Apply(response.Given, 1, asked);
                if (++read == Portion) last = response.Position;
            }
        foreach (var row in rows.Where(row => row.Position < last))
        {
            await using var write = new NpgsqlCommand("UPDATE tallies SET state = $3, position = $4 WHERE survey_id = $1 AND query = $2", connection, transaction)
            {
                Parameters = { new() { Value = surveyId }, new() { Value = row.Tally.Query.Key }, Sql.Json(row.Tally.Write()), new() { Value = last } },
            };
            await write.ExecuteNonQueryAsync(ct);
        }
        await transaction.CommitAsync(ct);
        return (read, last == until);
    }

    /// <summary>A row is there before anything is folded into it, so that whoever takes something out from then on finds it.</summary>
    /// <remarks>That of a whole survey is made when the first response has come, and must not say at which moment.</remarks>
    public async Task MakeAsync(Guid surveyId, TallyQuery query, CancellationToken ct)
    {
        await using var make = database.CreateCommand("""
            INSERT INTO tallies (survey_id, query, id, definition, position, state, taken_out, changed_use, used_at)
            VALUES ($1, $2, $6, $3, 0, $4, false, '{}', $5) ON CONFLICT DO NOTHING
            """);
        var now = time.GetUtcNow();
        make.With(
            surveyId, query.Key, Sql.Json(query.Write()), Sql.Json(new Tally(query).Write()),
            query.IsWhole ? new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero) : now, Guid.NewGuid());
        if (await make.ExecuteNonQueryAsync(ct) == 0 || query.IsWhole) return;

        await using var drop = database.CreateCommand("""
            DELETE FROM tallies WHERE survey_id = $1 AND query IN (
                SELECT query FROM tallies WHERE survey_id = $1 AND query NOT IN ('', $2) ORDER BY used_at DESC, query OFFSET $3)
            """);
        drop.With(surveyId, query.Key, MostQueries - 1);
        await drop.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The tally and what came after it, as of one moment: nothing is written and nobody waits.</summary>
    async Task<(Tally? Tally, bool Complete)> SnapshotAsync(Guid surveyId, TallyQuery query, int mostTail, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var asked = await questions.OfAsync(surveyId, connection, ct);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var (tally, position, usedAt) = (default(Tally), 0L, DateTimeOffset.MaxValue);
        await using (var select = new NpgsqlCommand(
            "SELECT position, state::text, used_at FROM tallies WHERE survey_id = $1 AND query = $2", connection, transaction))
        {
            select.With(surveyId, query.Key);
            await using var reader = await select.ExecuteReaderAsync(ct);
            if (!await reader.ReadAsync(ct)) return (null, false);
            (position, tally, usedAt) =
                (reader.GetInt64(0), Tally.Read(query, reader.GetString(1)), reader.GetFieldValue<DateTimeOffset>(2));
        }
        var tail = 0;
        await using (var select = ResponseReader.Command(connection, transaction, surveyId, position, long.MaxValue, mostTail + 1))
        await using (var reader = await select.ExecuteReaderAsync(ct))
            while (tail <= mostTail && await reader.ReadAsync(ct))
            {
                if (++tail > mostTail) break;
                using var response = ResponseReader.Read(reader);
                tally.Apply(response.Given, 1, asked);
            }
        await transaction.CommitAsync(ct);
        if (!query.IsWhole && time.GetUtcNow() - usedAt > TimeSpan.FromMinutes(1)) await UsedAsync(surveyId, query, ct);
        return (tally, tail <= mostTail);
    }

    static async Task ShareConsentsAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, Guid surveyId, CancellationToken ct)
    {
        await using var share = new NpgsqlCommand(ConsentLock.SharedSql, connection, transaction);
        await share.With(surveyId).ExecuteNonQueryAsync(ct);
    }

    /// <summary>Why a response is not counted where responses are told apart; nobody changes that before the commit.</summary>
    static async Task<string?> LeftOutAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, Guid surveyId, long position, CancellationToken ct)
    {
        await ShareConsentsAsync(connection, transaction, surveyId, ct);
        await using var ask = new NpgsqlCommand(
            $"SELECT {UsableResponses.ReasonSql("r")} FROM responses r WHERE r.survey_id = $1 AND r.position = $2", connection,
            transaction);
        return await ask.With(surveyId, position).ExecuteScalarAsync(ct) as string;
    }

    async Task UsedAsync(Guid surveyId, TallyQuery query, CancellationToken ct)
    {
        await using var used = database.CreateCommand("""
            UPDATE tallies SET used_at = $3 WHERE (survey_id, query) IN (SELECT survey_id, query FROM tallies WHERE survey_id = $1 AND query = $2 FOR UPDATE SKIP LOCKED)
            """);
        used.With(surveyId, query.Key, time.GetUtcNow());
        await used.ExecuteNonQueryAsync(ct);
    }

    static async Task<List<LockedTally>> LockAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, Guid surveyId, CancellationToken ct, Guid[]? ids = null,
        long until = long.MaxValue, bool skipLocked = false)
    {
        await using var select = new NpgsqlCommand($"""
            SELECT definition::text, position, state::text, shown_position FROM tallies
            WHERE survey_id = $1 AND ($2::uuid[] IS NULL OR id = ANY($2)) AND position < $3 ORDER BY query FOR UPDATE {(skipLocked ? "SKIP LOCKED" : "")}
            """, connection, transaction)
        {
            Parameters = { new() { Value = surveyId }, new()
            {
                Value = (object?)ids ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid,
            }, new() { Value = until } },
        };
        var rows = new List<LockedTally>();
        await using var reader = await select.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            rows.Add(new(Tally.Read(TallyQuery.Read(reader.GetString(0)), reader.GetString(2)), reader.GetInt64(1), reader.IsDBNull(3) ? null : reader.GetInt64(3)));
        return rows;
    }

    sealed record LockedTally(Tally Tally, long Position, long? ShownPosition);
}
