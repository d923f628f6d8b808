using System.Diagnostics.Metrics;
using Npgsql;
using QLab.ServiceDefaults.Telemetry;

namespace QLab.ServiceDefaults.Messaging.Outbox;

/// <summary>How many messages wait in the outbox, and how long the oldest has waited.</summary>
sealed class OutboxMeter(NpgsqlDataSource dataSource, IMeterFactory meters) : PeriodicMeter
{
    readonly Gauge<long> pending = meters.QLab().CreateGauge<long>(
        "qlab.outbox.pending", "{message}", "Messages in the outbox that the broker has not confirmed yet");

    readonly Gauge<double> lag = meters.QLab().CreateGauge<double>(
        "qlab.outbox.lag", "s", "Age of the oldest message in the outbox; 0 when it is empty");

    readonly Gauge<long> setAside = meters.QLab().CreateGauge<long>(
        "qlab.outbox.set_aside", "{message}", "Messages in the outbox that this build cannot publish; the column set_aside says why");

    public override async Task MeasureAsync(CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand("""
            SELECT count(*) FILTER (WHERE set_aside IS NULL), count(*) FILTER (WHERE set_aside IS NOT NULL),
                coalesce(extract(epoch FROM now() - min(occurred_at) FILTER (WHERE set_aside IS NULL)), 0)::float8
            FROM outbox
            """);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        pending.Record(reader.GetInt64(0));
        setAside.Record(reader.GetInt64(1));
        lag.Record(reader.GetDouble(2));
    }
}
