using System.Diagnostics.Metrics;
using Npgsql;
using QLab.ServiceDefaults.Telemetry;

namespace QLab.ServiceDefaults.Scheduling;

/// <summary>How many rows wait because the work with them failed.</summary>
sealed class PostponedMeter(NpgsqlDataSource dataSource, IMeterFactory meters) : PeriodicMeter
{
    readonly Gauge<long> postponed = meters.QLab().CreateGauge<long>(
        "qlab.work.postponed", "{row}", "Rows that work in the background failed with and tries again; the table postponed_work names them");

    public override async Task MeasureAsync(CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand("SELECT count(*) FROM postponed_work");
        postponed.Record((long)(await command.ExecuteScalarAsync(ct))!);
    }
}
