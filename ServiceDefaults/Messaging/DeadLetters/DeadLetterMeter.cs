using System.Diagnostics.Metrics;
using QLab.ServiceDefaults.Telemetry;

namespace QLab.ServiceDefaults.Messaging.DeadLetters;

/// <summary>How many messages of each queue wait for an operator.</summary>
sealed class DeadLetterMeter(DeadLetterQueues queues, IMeterFactory meters) : PeriodicMeter
{
    readonly Gauge<long> deadLetters = meters.QLab().CreateGauge<long>(
        "qlab.dead_letters", "{message}", "Messages that the consumer of a queue could not handle");

    public override async Task MeasureAsync(CancellationToken ct)
    {
        foreach (var (queue, count) in await queues.CountAsync(ct)) deadLetters.Record(count, QueueTag.Of(queue));
    }
}
