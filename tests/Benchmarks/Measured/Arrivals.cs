using System.Collections.Concurrent;
using System.Diagnostics;

namespace QLab.Benchmarks.Measured;

/// <summary>When each message reached its consumer.</summary>
sealed class Arrivals
{
    readonly ConcurrentDictionary<Guid, long> at = new();
    TaskCompletionSource<long> complete = new();
    long first;
    TimeSpan cpuAtFirst;
    int expected;

    public int Count => at.Count;

    public void Expect(int messages)
    {
        at.Clear();
        (expected, first, complete) = (messages, 0, new(TaskCreationOptions.RunContinuationsAsynchronously));
    }

    public void Note(IReadOnlyList<SomethingMeasured> events)
    {
        foreach (var e in events) Note(e.Id);
    }

    public void Note(Guid id)
    {
        var now = Stopwatch.GetTimestamp();
        if (Interlocked.CompareExchange(ref first, now, 0) == 0) cpuAtFirst = Environment.CpuUsage.TotalTime;
        if (at.TryAdd(id, now) && at.Count >= expected) complete.TrySetResult(now);
    }

    public long When(Guid id) => at[id];

    /// <summary>How long it took from the first to the last, and how much of this process's CPU.</summary>
    public async Task<(TimeSpan Elapsed, TimeSpan Cpu)> FirstToLastAsync()
    {
        var last = await complete.Task.WaitAsync(TimeSpan.FromMinutes(5));
        return (Stopwatch.GetElapsedTime(first, last), Environment.CpuUsage.TotalTime - cpuAtFirst);
    }
}
