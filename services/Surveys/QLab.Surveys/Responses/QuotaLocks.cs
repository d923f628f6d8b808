using Npgsql;
using NpgsqlTypes;

namespace QLab.Surveys.Responses;

/// <summary>Quotas and ballots within the transaction that stores responses.</summary>
static class QuotaLocks
{
    /// <returns>How many more each quota takes; it stays locked until the commit.</returns>
    public static async Task<Dictionary<(Guid SurveyId, string Name), int>> LockQuotasAsync(
        NpgsqlConnection connection, IReadOnlyList<PendingResponse> responses, CancellationToken ct)
    {
        var left = new Dictionary<(Guid, string), int>();
        Guid[] surveys = [.. responses.Where(r => r.Quotas.Count > 0).Select(r => r.SurveyId).Distinct()];
        if (surveys.Length == 0) return left;
        await using var command = new NpgsqlCommand("SELECT survey_id, name, \"limit\" - taken FROM quotas WHERE survey_id = ANY ($1) ORDER BY survey_id, name FOR UPDATE", connection)
        {
            Parameters = { new() { Value = surveys } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) left[(reader.GetGuid(0), reader.GetString(1))] = reader.GetInt32(2);
        return left;
    }

    /// <returns>The ballots that are still there.</returns>
    public static async Task<HashSet<Guid>> LockBallotsAsync(
        NpgsqlConnection connection, IReadOnlyList<PendingResponse> responses, CancellationToken ct)
    {
        var unused = new HashSet<Guid>();
        Guid[] ballots = [.. responses.Select(r => r.BallotId).OfType<Guid>()];
        if (ballots.Length == 0) return unused;
        await using var command = new NpgsqlCommand("SELECT id FROM ballots WHERE id = ANY ($1) ORDER BY id FOR UPDATE", connection) { Parameters = { new() { Value = ballots } } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) unused.Add(reader.GetGuid(0));
        return unused;
    }

    public static async Task UseUpAsync(NpgsqlConnection connection, IReadOnlyList<PendingResponse> stored, CancellationToken ct)
    {
        if (stored.Count == 0) return;
        await CountAsync(connection, stored.SelectMany(r => r.Quotas.Select(name => (r.SurveyId, name))), +1, ct);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("DELETE FROM ballots WHERE id = ANY ($1)") { Parameters = { new() { Value = stored.Select(r => r.BallotId).OfType<Guid>().ToArray() } } },
                new("DELETE FROM saved_answers WHERE code_hash = ANY ($1)")
                {
                    Parameters = { new() { Value = stored.Select(r => r.SavedCodeHash).OfType<byte[]>().ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea } },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Adds to what quotas have taken; the schema refuses more than their limit.</summary>
    public static async Task CountAsync(
        NpgsqlConnection connection, IEnumerable<(Guid SurveyId, string Name)> quotas, int by, CancellationToken ct)
    {
        var counted =
            quotas.GroupBy(quota => quota).OrderBy(of => of.Key.SurveyId).ThenBy(of => of.Key.Name, StringComparer.Ordinal).ToList();
        if (counted.Count == 0) return;
        await using var command = new NpgsqlCommand("""
            UPDATE quotas q SET taken = q.taken + c.responses
            FROM unnest($1, $2, $3) AS c (survey_id, name, responses) WHERE q.survey_id = c.survey_id AND q.name = c.name
            """, connection)
        {
            Parameters =
            {
                new() { Value = counted.Select(of => of.Key.SurveyId).ToArray() },
                new() { Value = counted.Select(of => of.Key.Name).ToArray() },
                new() { Value = counted.Select(of => of.Count() * by).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }
}
