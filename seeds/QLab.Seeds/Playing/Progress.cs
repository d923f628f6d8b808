using QLab.Seeds.Api;

namespace QLab.Seeds.Playing;

/// <summary>Plays many things of a kind, and says how far it is: at the end, and every two seconds until then.</summary>
sealed class Progress(TextWriter output, TimeProvider time)
{
    const int AtOnce = 8;
    static readonly TimeSpan Often = TimeSpan.FromSeconds(2);

    public async Task Each<T>(string lab, string what, IReadOnlyCollection<T> items, Func<T, CancellationToken, Task<Outcome>> play, CancellationToken ct)
    {
        var (done, made, said) = (0, 0, time.GetTimestamp());
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct };
        await Parallel.ForEachAsync(items, options, async (item, stop) =>
        {
            if (await play(item, stop) == Outcome.New) Interlocked.Increment(ref made);
            var now = Interlocked.Increment(ref done);
            var last = Volatile.Read(ref said);
            if (time.GetElapsedTime(last) > Often && Interlocked.CompareExchange(ref said, time.GetTimestamp(), last) == last)
                Say(lab, $"{what}: {now} of {items.Count} …");
        });
        Say(lab, made == done ? $"{what}: {done}" : $"{what}: {done}, of which {done - made} were there already");
    }

    public void Say(string lab, string text) => output.WriteLine($"{lab,-34} {text}");

    /// <summary>Steps that do not wait for each other; the first that fails stops the others.</summary>
    public static Task Together(CancellationToken ct, params Func<CancellationToken, Task>[] steps) =>
        Parallel.ForEachAsync(
            steps, new ParallelOptions { MaxDegreeOfParallelism = steps.Length, CancellationToken = ct }, (step, stop) => new ValueTask(step(stop)));
}
