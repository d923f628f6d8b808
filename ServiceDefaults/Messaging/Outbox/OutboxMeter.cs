using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using QLab.ServiceDefaults.Messaging.DeadLetters;
using QLab.ServiceDefaults.Telemetry;

namespace QLab.ServiceDefaults.Messaging.Outbox;

/// <summary>What an operator watches: rows that wait, how long the oldest has waited, messages that failed for good.</summary>
sealed partial class OutboxMeter(
    NpgsqlDataSource dataSource, DeadLetterQueues deadLetters, TimeProvider time, ILogger<OutboxMeter> logger) : BackgroundService
{
    static readonly Counter<long> DeliveredCount = Measures.Meter.CreateCounter<long>("qlab.outbox.delivered", "{message}");
    static readonly Gauge<long> Pending = Measures.Meter.CreateGauge<long>("qlab.outbox.pending", "{message}");
    static readonly Gauge<double> Lag = Measures.Meter.CreateGauge<double>("qlab.outbox.lag", "s");
    static readonly Gauge<long> Dead = Measures.Meter.CreateGauge<long>("qlab.dead_letters", "{message}");

    public static void Delivered(int count) => DeliveredCount.Add(count);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(30), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await MeasureOutbox(stoppingToken);
                Dead.Record(await deadLetters.CountAsync(stoppingToken));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.NotMeasured(logger, e.Message);
            }
        }
    }

    async Task MeasureOutbox(CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            "SELECT count(*), coalesce(extract(epoch FROM now() - min(occurred_at)), 0)::float8 FROM outbox");
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        Pending.Record(reader.GetInt64(0));
        Lag.Record(reader.GetDouble(1));
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Queues were not measured this time: {Reason}")]
        public static partial void NotMeasured(ILogger logger, string reason);
    }
}
