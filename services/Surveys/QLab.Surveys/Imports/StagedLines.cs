using Npgsql;
using QLab.ServiceDefaults.Messaging.Outbox;
using QLab.Surveys.Contracts;
using QLab.Surveys.Responses;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Imports;

/// <summary>The checked lines of one import, within the transaction that makes responses of them.</summary>
sealed class StagedLines(NpgsqlConnection connection, Import import, Survey survey)
{
    /// <summary>What has come up since the lines were checked.</summary>
    public async Task<List<ImportFault>> FaultsAsync(bool isClosed, CancellationToken ct)
    {
        if (isClosed) return [new(0, "", "The survey has been closed meanwhile.")];
        var faults = await LinesAsync("""
            SELECT l.number FROM import_lines l JOIN responses r ON r.survey_id = $2 AND r.participant_id = l.participant_id WHERE l.import_id = $1 ORDER BY 1
            """, "This participant has answered the survey meanwhile.", ct);
        return [.. faults, .. await QuotaFaultsAsync(ct)];
    }

    /// <summary>Takes the places in quotas, locked in the order that submissions lock them.</summary>
    async Task<List<ImportFault>> QuotaFaultsAsync(CancellationToken ct)
    {
        await using var command = Command("""
            WITH locked AS (SELECT name, "limit" - taken AS places FROM quotas WHERE survey_id = $2 ORDER BY name FOR UPDATE),
                counted AS (SELECT name, count(*) AS wanted FROM import_lines, unnest(quotas) AS name WHERE import_id = $1 GROUP BY name)
            SELECT name, places, coalesce(wanted, 0) FROM locked LEFT JOIN counted USING (name) WHERE wanted > places
            """);
        return await QuotaFaults.ReadAsync(command, ct);
    }

    /// <remarks>
    /// Readers wait for whoever holds the write lock, and submissions wait behind those readers, so it is taken last: by then all is
    /// done but the insert. An anonymous survey takes the rows in the order of their ids, so that the order of the file says nothing.
    /// </remarks>
    public async Task<int> StoreAsync(DateTimeOffset now, CancellationToken ct)
    {
        await RunAsync("""
            UPDATE quotas q SET taken = q.taken + c.wanted
            FROM (SELECT name, count(*)::int AS wanted FROM import_lines, unnest(quotas) AS name WHERE import_id = $1 GROUP BY name) c
            WHERE q.survey_id = $2 AND q.name = c.name
            """, ct);
        var events = await AnnouncedAsync(ct);
        await EventRow.CopyAsync(connection, events.SelectMany(told => (EventRow[])[EventRow.Of(told, now), EventRow.Of(ResponseContribution.Given(told, import.Consents), now)]), ct);
        await using (var take = new NpgsqlCommand(ChangeSequence.WriteLockSql, connection)) await take.ExecuteNonQueryAsync(ct);
        var stored = await RunAsync($"""
            INSERT INTO responses (id, survey_id, participant_id, language, perspectives, answers, submitted_at, withdrawn, consents,
                contribution_version, consents_told)
            SELECT l.response_id, $2, l.participant_id, l.language, coalesce(p.perspectives, ARRAY[]::text[]), l.answers, l.submitted_at, false,
                (SELECT consents FROM imports WHERE id = $1), 1, true
            FROM import_lines l LEFT JOIN participants p ON p.project_id = $3 AND p.id = l.participant_id
            WHERE l.import_id = $1 ORDER BY {(survey.Mode == SurveyMode.Anonymous ? "l.response_id" : "l.number")}
            """, ct);
        await ForgetAsync(ct);
        return stored;
    }

    public Task<int> ForgetAsync(CancellationToken ct) => RunAsync("DELETE FROM import_lines WHERE import_id = $1", ct);

    async Task<List<ResponseSubmitted>> AnnouncedAsync(CancellationToken ct)
    {
        await using var command =
            Command("SELECT response_id, participant_id, submitted_at FROM import_lines WHERE import_id = $1 ORDER BY response_id");
        await using var reader = await command.ExecuteReaderAsync(ct);
        var events = new List<ResponseSubmitted>(import.Done);
        while (await reader.ReadAsync(ct))
            events.Add(new(reader.GetGuid(0), survey.Id, survey.ProjectId, await reader.IsDBNullAsync(1, ct) ? null : reader.GetGuid(1), reader.GetFieldValue<DateTimeOffset>(2)));
        return events;
    }

    async Task<List<ImportFault>> LinesAsync(string sql, string fault, CancellationToken ct)
    {
        await using var command = Command(sql);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var faults = new List<ImportFault>();
        while (await reader.ReadAsync(ct)) faults.Add(new(reader.GetInt32(0), "participantId", fault));
        return faults;
    }

    async Task<int> RunAsync(string sql, CancellationToken ct)
    {
        await using var command = Command(sql);
        command.CommandTimeout = 0;
        return await command.ExecuteNonQueryAsync(ct);
    }

    /// <remarks>PostgreSQL refuses parameters that a statement does not mention.</remarks>
    NpgsqlCommand Command(string sql)
    {
        var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = import.Id } } };
        if (sql.Contains("$2", StringComparison.Ordinal)) command.Parameters.Add(new() { Value = survey.Id });
        if (sql.Contains("$3", StringComparison.Ordinal)) command.Parameters.Add(new() { Value = survey.ProjectId });
        return command;
    }
}
