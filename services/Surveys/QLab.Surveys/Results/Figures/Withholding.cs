using QLab.ServiceDefaults.Disclosure;

namespace QLab.Surveys.Results.Figures;

/// <summary>Which counts of one question are not shown.</summary>
/// <param name="Answered">Whether how many answered is withheld.</param>
/// <param name="Parts">For each part, whether it is withheld.</param>
sealed record Withheld(bool Answered, IReadOnlyList<bool> Parts)
{
    public bool Any => Answered || Parts.Any(hidden => hidden);

    public static Withheld Nothing(int parts) => new(false, new bool[parts]);

    public static Withheld Everything(int parts) => new(true, [.. Enumerable.Repeat(true, parts)]);
}

static class Withholding
{
    /// <summary>Readers know how many responses there are, so those who did not answer are a count as well.</summary>
    /// <param name="isPartition">Whether each answer is in one part; otherwise those who are not in a part are a count for each.</param>
    public static Withheld Of(long responses, long answered, IReadOnlyList<long> parts, bool isPartition)
    {
        // Where a handful answered, even the options that nobody chose would say what the handful did.
        if (SmallNumbers.IsSmall(responses) || SmallNumbers.IsSmall(answered)) return Withheld.Everything(parts.Count);
        List<Cell> cells = [new(responses, Known.Elsewhere), new(answered), new(responses - answered, Known.Derived), .. parts.Select(count => new Cell(count))];
        List<Sum> sums = [new(0, 1, 2)];
        if (isPartition && parts.Sum() == answered) sums.Add(new(1, [.. Enumerable.Range(3, parts.Count)]));
        else
            for (var part = 0; part < parts.Count; part++)
            {
                if (parts[part] > answered) continue;
                sums.Add(new(1, 3 + part, cells.Count));
                cells.Add(new(answered - parts[part], Known.Derived));
            }
        var hidden = SmallNumbers.Withheld(cells, sums);
        return new(hidden[1], hidden[3..(3 + parts.Count)]);
    }

    public static bool HasSmall(IEnumerable<long> counts) => counts.Any(SmallNumbers.IsSmall);
}
