using System.Collections.Concurrent;
using System.Diagnostics;

namespace QLab.Benchmarks.Load;

/// <summary>Does something again and again and keeps how long it took.</summary>
static class Generator
{
    /// <summary>Each worker waits for its answer before it asks again.</summary>
    public static async Task<Sample> ClosedLoopAsync(int workers, TimeSpan duration, Func<int, Task> act)
    {
        var record = new Record();
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(started) < duration) await record.MeasureAsync(() => act(worker));
        })));
        return record.Sample(Stopwatch.GetElapsedTime(started));
    }

    /// <summary>
    /// Until the compiler has done what it does with what is hot: by count, since a busy machine needs longer, and with pauses,
    /// since it compiles again, twice over, once the calls pause. Without them most of a measurement is its work.
    /// </summary>
    public static async Task WarmUpAsync(int workers, int times, Func<int, Task> act)
    {
        for (var turn = 0; turn < 4; turn++)
        {
            await CallAsync(workers, times, act);
            await Task.Delay(TimeSpan.FromSeconds(2));
        }
    }

    static async Task CallAsync(int workers, int times, Func<int, Task> act)
    {
        var left = times;
        await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0) await act(worker);
        })));
    }

    /// <summary>Begins so many a second, whether or not the earlier ones are done, as people do.</summary>
    public static async Task<Sample> AtRateAsync(int perSecond, Func<Task> act, CancellationToken until)
    {
        var record = new Record();
        var running = new List<Task>();
        var started = Stopwatch.GetTimestamp();
        while (!until.IsCancellationRequested)
        {
            var due = (int)(Stopwatch.GetElapsedTime(started).TotalSeconds * perSecond);
            while (running.Count < due) running.Add(Task.Run(() => record.MeasureAsync(act), CancellationToken.None));
            await Task.Delay(1, CancellationToken.None);
        }
        await Task.WhenAll(running);
        return record.Sample(Stopwatch.GetElapsedTime(started));
    }

    sealed class Record
    {
        readonly ConcurrentQueue<double> milliseconds = new();
        readonly ConcurrentDictionary<string, int> failures = new();

        public async Task MeasureAsync(Func<Task> act)
        {
            var started = Stopwatch.GetTimestamp();
            try
            {
                await act();
                milliseconds.Enqueue(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
            catch (Exception e)
            {
                failures.AddOrUpdate(e.Message.Split('\n')[0], 1, (_, count) => count + 1);
            }
        }

        public Sample Sample(TimeSpan elapsed) => new(elapsed, [.. milliseconds], failures.ToDictionary());
    }
}
