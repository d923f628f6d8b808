using QLab.Seeds.Api;

namespace QLab.Seeds.Playing;

/// <summary>Plays many things of a kind, and says what was done: one line a step.</summary>
sealed class Progress(TextWriter output)
{
    const int AtOnce = 8;

    readonly TextWriter output = TextWriter.Synchronized(output);

    /// <returns>How many there are, and how many of them an earlier play had sent.</returns>
    public static async Task<string> Each<T>(
        string what, IReadOnlyCollection<T> items, Func<T, CancellationToken, Task<Outcome>> play, CancellationToken ct)
    {
        var made = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct };
        await Parallel.ForEachAsync(items, options, async (item, stop) =>
        {
            if (await play(item, stop) == Outcome.New) Interlocked.Increment(ref made);
        });
        return made == items.Count ? $"{what}: {items.Count}" : $"{what}: {items.Count}, of which {items.Count - made} were there already";
    }

    public void Say(string lab, params IEnumerable<string> texts)
    {
        output.WriteLine($"{lab,-34} {string.Join("; ", texts)}");
        output.Flush();
    }

    /// <summary>Steps that do not wait for each other; the first that fails stops the others.</summary>
    public static Task Together(CancellationToken ct, params Func<CancellationToken, Task>[] steps)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = steps.Length, CancellationToken = ct };
        return Parallel.ForEachAsync(steps, options, (step, stop) => new ValueTask(step(stop)));
    }
}
