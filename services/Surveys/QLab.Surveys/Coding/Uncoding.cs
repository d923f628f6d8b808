using Microsoft.EntityFrameworkCore;
using Npgsql;
using QLab.Contributions;
using QLab.ServiceDefaults.Messaging.Outbox;
using QLab.Surveys.Contracts;

namespace QLab.Surveys.Coding;

/// <summary>What becomes of coding when the words of a response are taken back or erased.</summary>
static class Uncoding
{
    /// <inheritdoc cref="UncodeAsync(NpgsqlConnection, IReadOnlyCollection{Guid}, DateTimeOffset, CancellationToken)"/>
    public static Task<int> UncodeAsync(this SurveysDb db, IReadOnlyCollection<Guid> responses, DateTimeOffset now, CancellationToken ct) =>
        UncodeAsync((NpgsqlConnection)db.Database.GetDbConnection(), responses, now, ct);

    /// <summary>
    /// Takes away every passage and memo about these responses, with the steps and memos that could say what stood there, and tells the
    /// others. Runs in the transaction that is open on the connection and takes the words away; wake the <see cref="OutboxRelay"/>
    /// after the commit.
    /// </summary>
    /// <param name="connection">With the transaction open on it.</param>
    /// <param name="responses">Whose words go.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>How many passages were taken away.</returns>
    public static async Task<int> UncodeAsync(
        NpgsqlConnection connection, IReadOnlyCollection<Guid> responses, DateTimeOffset now, CancellationToken ct)
    {
        await using var uncode = new NpgsqlCommand("""
            UPDATE passages SET removed = true, version = version + CASE WHEN before.removed THEN 0 ELSE 1 END, memo = NULL, quote_hash = '', changed_at = @now
            FROM (SELECT id, removed FROM passages WHERE response_id = ANY(@responses) FOR UPDATE) AS before
            WHERE passages.id = before.id
            RETURNING passages.id, project_id, version, before.removed
            """, connection);
        uncode.Parameters.Add(new("responses", responses.ToArray()));
        uncode.Parameters.Add(new("now", now));
        var (uncoded, rows) = (0, new List<EventRow>());
        await using (var reader = await uncode.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
            {
                if (reader.GetBoolean(3)) continue;
                var told = new ContributionUncoded(reader.GetGuid(0), reader.GetGuid(1), reader.GetInt32(2), now);
                rows.Add(EventRow.Of(told, now));
                rows.Add(EventRow.Of(new PassageUncoded(told.PassageId, told.ProjectId, told.Version, now), now));
                uncoded++;
            }
        }
        await using var forget = new NpgsqlCommand($"""
            DELETE FROM coding_memos WHERE about_id = ANY(@responses);
            DELETE FROM coding_steps WHERE response_id = ANY(@responses);
            {EventRow.InsertSql}
            """, connection);
        forget.Parameters.Add(new("responses", responses.ToArray()));
        EventRow.AddTo(forget.Parameters, rows);
        await forget.ExecuteNonQueryAsync(ct);
        return uncoded;
    }
}
