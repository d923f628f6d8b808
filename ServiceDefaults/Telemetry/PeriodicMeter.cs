using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace QLab.ServiceDefaults.Telemetry;

/// <summary>Reads gauges from a server again and again. The exporter sends the last number that was read and waits for no server.</summary>
/// <param name="every">The time from one reading to the next.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Hears of a reading that failed.</param>
public abstract partial class PeriodicMeter(TimeSpan every, TimeProvider time, ILogger logger) : BackgroundService
{
    /// <summary>Reads and records once.</summary>
    /// <param name="ct">Gives up.</param>
    public abstract Task MeasureAsync(CancellationToken ct);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await MeasureAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotMeasured(logger, e.Message);
            }
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Nothing was measured this time: {Reason}")]
        public static partial void NotMeasured(ILogger logger, string reason);
    }
}
