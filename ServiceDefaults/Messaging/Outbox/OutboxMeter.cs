using System.Diagnostics.Metrics;
using Npgsql;
using QLab.ServiceDefaults.Telemetry;

namespace QLab.ServiceDefaults.Messaging.Outbox;

/// <summary>What an operator watches: rows that wait and how long the oldest has waited.</summary>
sealed class OutboxMeter
{
    static readonly Counter<long> DeliveredCount = Measures.Meter.CreateCounter<long>("qlab.outbox.delivered", "{message}");

    public static void Delivered(int count) => DeliveredCount.Add(count);

    public static async Task<(long Pending, TimeSpan Lag)> Read(NpgsqlDataSource dataSource, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            "SELECT count(*), coalesce(extract(epoch FROM now() - min(occurred_at)), 0)::float8 FROM outbox");
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetInt64(0), TimeSpan.FromSeconds(reader.GetDouble(1)));
    }
}
