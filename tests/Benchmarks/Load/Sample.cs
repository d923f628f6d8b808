namespace QLab.Benchmarks.Load;

/// <summary>What one measurement gave.</summary>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Milliseconds">How long each success took.</param>
/// <param name="Failures">What failed, and how often.</param>
sealed record Sample(TimeSpan Elapsed, IReadOnlyList<double> Milliseconds, IReadOnlyDictionary<string, int> Failures)
{
    /// <summary>Of a generator that tells only how many a second.</summary>
    public static Sample OfRate(double perSecond) =>
        new(TimeSpan.FromSeconds(1), [], new Dictionary<string, int>()) { PerSecond = perSecond };

    public double PerSecond { get; private init; } = Milliseconds.Count / Elapsed.TotalSeconds;

    /// <summary>CPU time of the process in question, in seconds.</summary>
    public double Cpu { get; init; } = double.NaN;

    public int Failed => Failures.Values.Sum();

    public double Percentile(double p) => Figures.Percentile(Milliseconds, p);
}

static class Figures
{
    public static double Median(IEnumerable<double> values) => Percentile([.. values], 0.5);

    public static double Percentile(IReadOnlyList<double> values, double p)
    {
        if (values.Count == 0) return double.NaN;
        var sorted = values.Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, (int)(p * sorted.Count))];
    }
}
