namespace QLab.Workshops.Groups;

/// <summary>
/// How many sit in each group when not all are of the size that was wished for: sizes differ by one at most, and of two ways the one is
/// taken that stays nearer to the wish; where both do, the larger groups, since a method works with one more sooner than with one fewer.
/// </summary>
static class GroupSizes
{
    public static IReadOnlyList<int> Of(int people, int size)
    {
        if (people == 0) return [];
        var (few, many) = (Spread(people, Math.Max(1, people / size)), Spread(people, (people + size - 1) / size));
        return Farthest(few, size) <= Farthest(many, size) ? few : many;
    }

    static int[] Spread(int people, int groups) =>
        [.. Enumerable.Range(0, groups).Select(group => people / groups + (group < people % groups ? 1 : 0))];

    static int Farthest(int[] sizes, int wish) => sizes.Max(size => Math.Abs(size - wish));
}
