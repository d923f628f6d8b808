using Microsoft.Extensions.DependencyInjection;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.ServiceDefaults.Telemetry;

/// <summary>Reads gauges from a server again and again. The exporter sends the last number that was read and waits for no server.</summary>
public abstract class PeriodicMeter : IPeriodicWork
{
    /// <summary>Reads and records once.</summary>
    /// <param name="ct">Gives up.</param>
    public abstract Task MeasureAsync(CancellationToken ct);

    Task IPeriodicWork.RunAsync(CancellationToken ct) => MeasureAsync(ct);
}

/// <summary>Meters that read periodically.</summary>
public static class PeriodicMeterExtensions
{
    /// <summary>Adds a meter, as one instance.</summary>
    /// <typeparam name="TMeter">The meter.</typeparam>
    /// <param name="services">The container.</param>
    /// <param name="every">The time from one reading to the next.</param>
    public static IServiceCollection AddPeriodicMeter<TMeter>(this IServiceCollection services, TimeSpan every) where TMeter : PeriodicMeter => services
        .AddSingleton<TMeter>()
        .AddSingleton<PeriodicMeter>(provider => provider.GetRequiredService<TMeter>())
        .AddPeriodicWork<TMeter>(new(every));
}
