using Npgsql;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.Participants.Notifications.Sending;

/// <summary>What filled a message that never went out is kept for a week, for whoever wants to send it again, and no longer.</summary>
sealed class ForgetValues(NpgsqlDataSource dataSource, TimeProvider time) : IPeriodicWork
{
    static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    public async Task RunAsync(CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            "UPDATE notifications SET values = NULL WHERE state IN ('Failed', 'Uncertain') AND values IS NOT NULL AND settled_at < $1");
        command.Parameters.Add(new() { Value = time.GetUtcNow() - Kept });
        await command.ExecuteNonQueryAsync(ct);
    }
}
