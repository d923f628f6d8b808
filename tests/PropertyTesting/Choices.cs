namespace QLab.PropertyTesting;

/// <summary>
/// The decisions that a random case is made of, one after the other. Past the last of them each is the first of what there is to choose
/// from, so that whatever decisions are taken away, a sound case remains.
/// </summary>
public sealed class Choices(Random? source, IEnumerable<int> made)
{
    readonly List<int> made = [.. made];
    int next, ids;

    public static Choices Drawn(int seed) => new(new(seed), []);

    /// <summary>From the beginning, for another run with the same case.</summary>
    public Choices Again()
    {
        (next, ids) = (0, 0);
        return this;
    }

    public int Next(int below)
    {
        if (next == made.Count && source is null) return 0;
        if (next == made.Count) made.Add(source!.Next(below));
        made[next] %= below;
        return made[next++];
    }

    public int Next(int from, int below) => from + Next(below - from);

    public bool Chance() => Next(2) == 1;

    public bool Rarely() => Next(5) == 4;

    public T Of<T>(IReadOnlyList<T> from) => from[Next(from.Count)];

    public T Pick<T>(params T[] from) => Of(from);

    public List<T> Some<T>(int least, int most, Func<int, T> make) => [.. Enumerable.Range(0, Next(least, most + 1)).Select(make)];

    public T[] Shuffled<T>(IEnumerable<T> from)
    {
        T[] items = [.. from];
        for (var i = 0; i < items.Length - 1; i++)
        {
            var other = Next(i, items.Length);
            (items[i], items[other]) = (items[other], items[i]);
        }
        return items;
    }

    /// <summary>An id that nothing else in this case has.</summary>
    public Guid Id() => new(Next(int.MaxValue), 0, (short)++ids, new byte[8]);

    /// <summary>Cases with fewer decisions, then those with one that is lower.</summary>
    public IEnumerable<Choices> Smaller()
    {
        int[] taken = [.. made.Take(next)];
        for (var size = taken.Length; size > 0; size /= 2)
            for (var start = 0; start < taken.Length; start += size)
                yield return new(null, [.. taken[..start], .. taken[Math.Min(start + size, taken.Length)..]]);
        for (var i = 0; i < taken.Length; i++)
            for (var less = taken[i]; less > 0; less /= 2) yield return new(null, [.. taken[..i], taken[i] - less, .. taken[(i + 1)..]]);
    }

    public override string ToString() => $"choices {string.Join(' ', made.Take(next))}";
}
