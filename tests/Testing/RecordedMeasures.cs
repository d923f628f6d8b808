using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using QLab.ServiceDefaults.Telemetry;

namespace QLab.Testing;

/// <summary>What one host measures from now on. Other hosts of this process have meters of their own, which are not heard.</summary>
public sealed class RecordedMeasures : IDisposable
{
    readonly IServiceProvider host;
    readonly MeterListener listener = new();
    readonly ConcurrentQueue<(string Name, double Value, string Tags)> measured = new();

    public RecordedMeasures(IServiceProvider host)
    {
        this.host = host;
        var meters = host.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Name == Measures.MeterName && instrument.Meter.Scope == meters)
                listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.Start();
    }

    /// <summary>Has the host read its gauges now.</summary>
    public async Task ReadGaugesAsync()
    {
        foreach (var meter in host.GetServices<PeriodicMeter>()) await meter.MeasureAsync(CancellationToken.None);
    }

    /// <summary>What a counter has counted under exactly these tags.</summary>
    /// <param name="name">The measure.</param>
    /// <param name="tags">As <c>key=value</c>, in the order of their keys.</param>
    public double Sum(string name, params string[] tags) => Of(name, tags).Sum();

    /// <summary>What a gauge showed last under exactly these tags; null when it has shown nothing.</summary>
    /// <param name="name">The measure.</param>
    /// <param name="tags">As <c>key=value</c>, in the order of their keys.</param>
    public double? Last(string name, params string[] tags) => Of(name, tags).Select(value => (double?)value).LastOrDefault();

    IEnumerable<double> Of(string name, string[] tags)
    {
        foreach (var (measure, _, given) in measured)
            MeasuresPage.TagsMustBeOnThePage(measure, given.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return measured.Where(m => m.Name == name && m.Tags == string.Join(' ', tags)).Select(m => m.Value);
    }

    void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var ordered = tags.ToArray().OrderBy(tag => tag.Key, StringComparer.Ordinal);
        measured.Enqueue((instrument.Name, value, string.Join(' ', ordered.Select(tag => $"{tag.Key}={tag.Value}"))));
    }

    public void Dispose() => listener.Dispose();
}
