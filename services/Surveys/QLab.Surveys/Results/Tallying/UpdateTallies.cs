using Npgsql;
using QLab.ServiceDefaults.Scheduling;
using QLab.Surveys.Responses;

namespace QLab.Surveys.Results.Tallying;

/// <summary>
/// Keeps tallies up with the intake, once a second. Replicas share the work: a row that somebody else folds is left to them.
/// </summary>
sealed class UpdateTallies(NpgsqlDataSource database, Tallies tallies) : IPeriodicWork
{
    long settled = -1, covered = -1;

    /// <summary>Brings the tallies of every survey up to the last settled position.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        if (await LastAsync(ct) == covered) return;
        // Only what had settled before surveys are looked through is sure to be seen by it.
        var seen = settled;
        foreach (var survey in await WithoutTallyAsync(ct)) await tallies.MakeAsync(survey, TallyQuery.Whole, ct);
        var behind = await BehindAsync(ct);
        settled = await ChangeSequence.HighWaterMarkAsync(database, ct);
        foreach (var (survey, ids) in behind)
            while (await tallies.FoldAsync(survey, ids, settled, skipLocked: true, ct) is { Done: false })
                ct.ThrowIfCancellationRequested();
        covered = seen;
    }

    async Task<long> LastAsync(CancellationToken ct)
    {
        await using var command =
            database.CreateCommand("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM responses_position_seq");
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    async Task<List<Guid>> WithoutTallyAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            SELECT id FROM surveys s
            WHERE NOT EXISTS (SELECT FROM tallies t WHERE t.survey_id = s.id AND t.query = '') AND EXISTS (SELECT FROM responses r WHERE r.survey_id = s.id)
            """);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var surveys = new List<Guid>();
        while (await reader.ReadAsync(ct)) surveys.Add(reader.GetGuid(0));
        return surveys;
    }

    async Task<List<(Guid Survey, Guid[] Ids)>> BehindAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            SELECT survey_id, array_agg(id) FROM tallies t
            WHERE EXISTS (SELECT FROM responses r WHERE r.survey_id = t.survey_id AND r.position > t.position) GROUP BY survey_id
            """);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var behind = new List<(Guid, Guid[])>();
        while (await reader.ReadAsync(ct)) behind.Add((reader.GetGuid(0), reader.GetFieldValue<Guid[]>(1)));
        return behind;
    }
}
