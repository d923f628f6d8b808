using Npgsql;

namespace QLab.Surveys.Imports;

/// <summary>Quotas that have not enough places for a file.</summary>
static class QuotaFaults
{
    /// <summary>What a dry run can say: places are counted and none is taken.</summary>
    public static async Task<List<ImportFault>> OfAsync(
        NpgsqlDataSource database, Guid surveyId, IReadOnlyDictionary<string, int> wanted, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            SELECT name, "limit" - taken, wanted::bigint FROM quotas JOIN unnest($2, $3) AS counted (name, wanted) USING (name)
            WHERE survey_id = $1 AND wanted > "limit" - taken ORDER BY name
            """);
        command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = surveyId }, new() { Value = wanted.Keys.ToArray() }, new() { Value = wanted.Values.ToArray() }]);
        return await ReadAsync(command, ct);
    }

    /// <param name="command">Gives name, places left and places wanted of each quota that is too small.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<List<ImportFault>> ReadAsync(NpgsqlCommand command, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        var faults = new List<ImportFault>();
        while (await reader.ReadAsync(ct))
            faults.Add(new(0, "", $"The quota '{reader.GetString(0)}' has room for {reader.GetInt32(1)} more responses, and the file holds {reader.GetInt64(2)}."));
        return faults;
    }
}
