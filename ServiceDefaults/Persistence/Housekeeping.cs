using Npgsql;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.ServiceDefaults.Persistence;

/// <summary>Takes out rows that have served their time, a few thousand at once so that nobody waits for it.</summary>
/// <remarks>
/// A message can come again as long as it is unacknowledged, which the broker ends after half an hour; a week, or
/// a day less since the inbox knows days only, leaves room for restores.
/// </remarks>
public sealed class Housekeeping(NpgsqlDataSource dataSource, TimeProvider time) : IPeriodicWork
{
    const int AtOnce = 5_000;

    static readonly (string Table, string Age, TimeSpan Kept)[] Tables =
    [
        ("inbox", "received_at", TimeSpan.FromDays(7)),
        ("idempotency_records", "remembered_at", TimeSpan.FromHours(24)),
        // Of rows that are gone themselves: work that still fails moves its time on.
        ("postponed_work", "not_before", TimeSpan.FromDays(7)),
    ];

    /// <summary>Takes out everything that is due.</summary>
    /// <param name="ct">Stops between two portions.</param>
    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var (table, age, kept) in Tables)
            while (await Portion(table, age, time.GetUtcNow() - kept, ct) == AtOnce) ct.ThrowIfCancellationRequested();
    }

    async Task<int> Portion(string table, string age, DateTimeOffset before, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            $"DELETE FROM {table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM {table} WHERE {age} < $1 LIMIT {AtOnce} FOR UPDATE SKIP LOCKED))");
        command.Parameters.Add(new() { Value = before });
        return await command.ExecuteNonQueryAsync(ct);
    }
}
