namespace QLab.Workshops.Rounds;

/// <summary>How an item stands by one rule. Items with the same place are tied.</summary>
/// <param name="Place">From 1; null where there were too few votes to say it.</param>
/// <param name="Score">By dots, Borda and wins: points. By Schulze: how many items come after it. Null where it is withheld.</param>
public sealed record Standing(int Item, int? Place, decimal? Score);

/// <summary>How votes become an order, as functions that know nothing else. Items are numbered from 1.</summary>
static class VotingRules
{
    /// <summary>The dots that an item was given.</summary>
    public static IReadOnlyList<Standing> Dots(int items, IEnumerable<IEnumerable<DotsOnItem>> votes)
    {
        var points = new decimal[items];
        foreach (var on in votes.SelectMany(vote => vote)) points[on.Item - 1] += on.Dots;
        return ByPoints(points);
    }

    /// <summary>
    /// Borda's count: a point for every item that comes after; items that were left out share the points of the places left.
    /// </summary>
    public static IReadOnlyList<Standing> Borda(int items, IEnumerable<IReadOnlyList<int>> rankings)
    {
        var points = new decimal[items];
        foreach (var ranking in rankings)
        {
            var shared = (items - ranking.Count - 1) / 2m;
            foreach (var left in Numbers(items).Except(ranking)) points[left - 1] += shared;
            for (var at = 0; at < ranking.Count; at++) points[ranking[at] - 1] += items - 1 - at;
        }
        return ByPoints(points);
    }

    /// <summary>The share of the comparisons in which an item was put first.</summary>
    public static IReadOnlyList<Standing> Wins(int[,] preferred)
    {
        var items = preferred.GetLength(0);
        return ByPoints([.. Enumerable.Range(0, items).Select(item =>
        {
            var (won, lost) = (0, 0);
            for (var other = 0; other < items; other++) (won, lost) = (won + preferred[item, other], lost + preferred[other, item]);
            return won + lost == 0 ? 0 : Math.Round((decimal)won / (won + lost), 3);
        })]);
    }

    /// <summary>
    /// Schulze's method (Social Choice and Welfare 36, 2011): an item comes before another when the strongest path from it to the other is
    /// stronger than the way back. A path is as strong as its weakest link, and a link as the votes of the majority.
    /// </summary>
    public static IReadOnlyList<Standing> Schulze(int[,] preferred)
    {
        var items = preferred.GetLength(0);
        var strength = new int[items, items];
        for (var i = 0; i < items; i++)
            for (var j = 0; j < items; j++)
                if (preferred[i, j] > preferred[j, i]) strength[i, j] = preferred[i, j];
        for (var via = 0; via < items; via++)
            for (var i = 0; i < items; i++)
                for (var j = 0; j < items; j++)
                    if (i != j) strength[i, j] = Math.Max(strength[i, j], Math.Min(strength[i, via], strength[via, j]));
        return [.. Enumerable.Range(0, items).Select(item => new Standing(
            item + 1, 1 + Others(other => strength[other, item] > strength[item, other]),
            Others(other => strength[item, other] > strength[other, item])))];

        int Others(Func<int, bool> count) => Enumerable.Range(0, items).Count(count);
    }

    /// <summary>How many put one item before another, by rankings.</summary>
    public static int[,] Preferred(int items, IEnumerable<IReadOnlyList<int>> rankings)
    {
        var preferred = new int[items, items];
        foreach (var ranking in rankings)
            for (var at = 0; at < ranking.Count; at++)
                foreach (var after in Numbers(items).Except(ranking.Take(at + 1))) preferred[ranking[at] - 1, after - 1]++;
        return preferred;
    }

    /// <summary>The same, by comparisons.</summary>
    public static int[,] Preferred(int items, IEnumerable<Preference> comparisons)
    {
        var preferred = new int[items, items];
        foreach (var (better, worse) in comparisons) preferred[better - 1, worse - 1]++;
        return preferred;
    }

    static IReadOnlyList<Standing> ByPoints(decimal[] points) =>
        [.. points.Select((mine, item) => new Standing(item + 1, 1 + points.Count(others => others > mine), mine))];

    static IEnumerable<int> Numbers(int items) => Enumerable.Range(1, items);
}
