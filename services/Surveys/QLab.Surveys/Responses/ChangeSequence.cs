using Npgsql;

namespace QLab.Surveys.Responses;

/// <summary>
/// Positions are handed out before the commit, so a reader could pass one that is still to come. Who writes holds a lock that others who
/// write share; who reads waits for those that hold it and so knows a position below which nothing more appears.
/// </summary>
static class ChangeSequence
{
    const long Writing = 0x514C6162_0001;

    /// <summary>The first statement of a transaction that inserts responses or moves their position.</summary>
    public static string WriteLockSql { get; } = $"SELECT pg_advisory_xact_lock_shared({Writing})";

    /// <summary>The last position, with all before it committed or given up.</summary>
    /// <remarks>
    /// Whoever waits for this lock holds up all who come to write after them, so nobody waits long: where a large import is being
    /// stored, it is tried again.
    /// </remarks>
    public static async Task<long> HighWaterMarkAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return await ReadAsync(database, ct);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), ct);
            }
        }
    }

    static async Task<long> ReadAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var take =
            new NpgsqlCommand($"SET LOCAL lock_timeout = '100ms'; SELECT pg_advisory_xact_lock({Writing})", connection, transaction);
        await take.ExecuteNonQueryAsync(ct);
        await using var read =
            new NpgsqlCommand("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM responses_position_seq", connection, transaction);
        return (long)(await read.ExecuteScalarAsync(ct))!;
    }
}
