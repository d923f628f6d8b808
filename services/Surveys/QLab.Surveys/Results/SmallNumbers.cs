namespace QLab.Surveys.Results;

/// <summary>Counts from 1 to 7 could point at a person and are not shown.</summary>
static class SmallNumbers
{
    public static bool IsSmall(int count) => count is >= 1 and <= 7;

    /// <summary>Counts that do not add up to a known total.</summary>
    public static int?[] Suppress(IReadOnlyList<int> counts) => [.. counts.Select(count => IsSmall(count) ? (int?)null : count)];

    /// <summary>Counts that add up to a known total: one hidden count could be worked out, so the next larger one is hidden with it.</summary>
    public static int?[] SuppressWithin(IReadOnlyList<int> counts)
    {
        var shown = Suppress(counts);
        if (shown.Count(count => count is null) != 1) return shown;

        var hideToo = Enumerable.Range(0, counts.Count).Where(i => shown[i] > 0).OrderBy(i => counts[i]).Cast<int?>().FirstOrDefault();
        if (hideToo is { } index) shown[index] = null;
        return shown;
    }
}
