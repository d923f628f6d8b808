using System.Diagnostics.Metrics;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QLab.ServiceDefaults.Scheduling;
using QLab.ServiceDefaults.Telemetry;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace QLab.ServiceDefaults.Messaging;

/// <summary>
/// After the broker has been away the bus does not always come back to its queues (MassTransit issue 5692): nothing fails, and
/// nothing is heard any more. Whoever sees a queue of its own without a consumer for a minute, or has a bus that stays away for a
/// minute though the broker answers, ends with a failure, so that it is started afresh. Only the second is seen where another
/// replica still consumes the queue.
/// </summary>
sealed partial class ConsumerWatch(
    Consumers consumers, IBusControl bus, IConfiguration configuration, IHostApplicationLifetime lifetime, IMeterFactory meters,
    ILogger<ConsumerWatch> logger) : IPeriodicWork
{
    const int Patience = 4;

    readonly Gauge<long> present = meters.QLab().CreateGauge<long>(
        "qlab.consumers", "{consumer}",
        "Consumers of a queue, as the broker counts them over all replicas; 0 means that nobody hears what comes in");

    int missed;

    /// <summary>Looks once; a broker that does not answer says nothing about the consumers.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var deafness = await DeafnessAsync(ct);
        missed = deafness is null ? 0 : missed + 1;
        if (missed < Patience) return;

        Log.Deaf(logger, deafness!);
        Environment.ExitCode = 1;
        lifetime.StopApplication();
    }

    /// <returns>Why messages are not heard; null when they are, or when the broker cannot be asked.</returns>
    async Task<string?> DeafnessAsync(CancellationToken ct)
    {
        string? deafness = null;
        try
        {
            await using var connection = await Broker.ConnectAsync(configuration, "consumer watch", ct);
            await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
            foreach (var queue in consumers.Queues)
            {
                var count = await channel.ConsumerCountAsync(queue, ct);
                present.Record(count, QueueTag.Of(queue));
                if (count == 0) deafness ??= $"Nobody consumes the queue {queue}";
            }
            if (bus.CheckHealth() is { Status: not BusHealthStatus.Healthy } health)
                deafness ??= $"The bus is {health.Status} ({health.Description})";
        }
        catch (Exception e) when (e is BrokerUnreachableException or OperationInterruptedException or AlreadyClosedException or IOException)
        {
            Log.NotAsked(logger, e.Message);
        }
        return deafness;
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Critical, "{Deafness} though the broker answers: this process ends, to be started afresh")]
        public static partial void Deaf(ILogger logger, string deafness);

        [LoggerMessage(LogLevel.Debug, "The broker could not be asked about consumers: {Reason}")]
        public static partial void NotAsked(ILogger logger, string reason);
    }
}
