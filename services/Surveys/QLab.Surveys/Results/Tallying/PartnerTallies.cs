using Npgsql;
using QLab.ServiceDefaults.Disclosure;

namespace QLab.Surveys.Results.Tallying;

/// <summary>
/// What partners see stands still until at least eight responses have come or changed, for every query of a survey at the same position:
/// otherwise two looks, or a look through two queries, would show what one response says.
/// </summary>
sealed class PartnerTallies(NpgsqlDataSource database, Tallies tallies, SurveyQuestions questions)
{
    public const int Step = SmallNumbers.Largest + 1;

    /// <returns>Null when it can only be shown once more responses have come.</returns>
    public async Task<Tally?> ReadAsync(Guid surveyId, TallyQuery query, CancellationToken ct)
    {
        await MoveOnAsync(surveyId, ct);
        if (!query.IsWhole) await tallies.MakeAsync(surveyId, query, ct);

        await using var connection = await database.OpenConnectionAsync(ct);
        var asked = await questions.OfAsync(surveyId, connection, ct);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var whole = await ShownAsync(connection, transaction, surveyId, TallyQuery.Whole, ct);
        if (whole?.Tally is null || query.IsWhole) return whole?.Tally;
        var kept = await ShownAsync(connection, transaction, surveyId, query, ct);
        if (kept?.Tally is not null && kept.Position == whole.Position) return kept.Tally;
        if (whole.TakenOut) return null;

        var tally = new Tally(query);
        await using (var select = ResponseReader.Command(connection, transaction, surveyId, 0, whole.Position, int.MaxValue))
        await using (var reader = await select.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
            {
                using var response = ResponseReader.Read(reader);
                tally.Apply(response.Given, 1, asked);
            }
        await transaction.CommitAsync(ct);
        await KeepAsync(surveyId, tally, whole.Position, ct);
        return tally;
    }

    async Task MoveOnAsync(Guid surveyId, CancellationToken ct)
    {
        const string mayMove = """
            (shown_position IS NULL OR (shown -> 'all' ->> 'responses')::bigint < $2
             OR cardinality(changed_use) >= $2 OR (SELECT count(*) FROM (SELECT FROM responses r WHERE r.survey_id = $1 AND r.position > shown_position LIMIT $2) changed) = $2)
            """;
        await tallies.MakeAsync(surveyId, TallyQuery.Whole, ct);
        await using (var ask = database.CreateCommand($"SELECT {mayMove} FROM tallies WHERE survey_id = $1 AND query = ''"))
        {
            ask.With(surveyId, Step);
            if (await ask.ExecuteScalarAsync(ct) is not true) return;
        }
        await tallies.CatchUpAsync(surveyId, TallyQuery.Whole, ct);
        await using var move = database.CreateCommand($"""
            UPDATE tallies SET shown = state, shown_position = position, taken_out = false, changed_use = ARRAY[]::uuid[]
            WHERE survey_id = $1 AND query = '' AND position >= coalesce(shown_position, 0) AND {mayMove.Replace("r.position > shown_position", "r.position > shown_position AND r.position <= tallies.position", StringComparison.Ordinal)}
            """);
        move.With(surveyId, Step);
        if (await move.ExecuteNonQueryAsync(ct) == 0) return;
        await using var rest =
            database.CreateCommand("UPDATE tallies SET shown = NULL, shown_position = NULL WHERE survey_id = $1 AND query <> ''");
        await rest.With(surveyId).ExecuteNonQueryAsync(ct);
    }

    async Task KeepAsync(Guid surveyId, Tally tally, long position, CancellationToken ct)
    {
        await using var keep = database.CreateCommand("""
            UPDATE tallies SET shown = $3, shown_position = $4 WHERE survey_id = $1 AND query = $2 AND EXISTS (
                SELECT FROM tallies whole WHERE whole.survey_id = $1 AND whole.query = '' AND whole.shown_position = $4 AND NOT whole.taken_out)
            """);
        keep.With(surveyId, tally.Query.Key, Sql.Json(tally.Write()), position);
        await keep.ExecuteNonQueryAsync(ct);
    }

    static async Task<Kept?> ShownAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid surveyId, TallyQuery query, CancellationToken ct)
    {
        await using var select = new NpgsqlCommand("SELECT shown::text, shown_position, taken_out FROM tallies WHERE survey_id = $1 AND query = $2", connection, transaction)
        {
            Parameters = { new() { Value = surveyId }, new() { Value = query.Key } },
        };
        await using var reader = await select.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct)) return null;
        return reader.IsDBNull(0)
            ? new(null, 0, false)
            : new(Tally.Read(query, reader.GetString(0)), reader.GetInt64(1), reader.GetBoolean(2));
    }

    sealed record Kept(Tally? Tally, long Position, bool TakenOut);
}
