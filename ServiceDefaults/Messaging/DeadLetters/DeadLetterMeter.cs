using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using QLab.ServiceDefaults.Telemetry;

namespace QLab.ServiceDefaults.Messaging.DeadLetters;

/// <summary>How many messages of each queue wait for an operator.</summary>
/// <remarks>Seldomer than other readings: the broker notes in its log each error queue that it is asked about and does not have.</remarks>
sealed class DeadLetterMeter(DeadLetterQueues queues, IMeterFactory meters, TimeProvider time, ILogger<DeadLetterMeter> logger)
    : PeriodicMeter(TimeSpan.FromSeconds(30), time, logger)
{
    readonly Gauge<long> deadLetters = meters.QLab().CreateGauge<long>(
        "qlab.dead_letters", "{message}", "Messages that the consumer of a queue could not handle");

    public override async Task MeasureAsync(CancellationToken ct)
    {
        foreach (var (queue, count) in await queues.CountAsync(ct)) deadLetters.Record(count, QueueTag.Of(queue));
    }
}
