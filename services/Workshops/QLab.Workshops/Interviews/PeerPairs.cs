namespace QLab.Workshops.Interviews;

/// <summary>Who interviews whom: drawn from a number, so that the same draw can be made again.</summary>
static class PeerPairs
{
    const int Tries = 200;

    /// <param name="people">Those to be paired.</param>
    /// <param name="seed">The same number draws the same pairs.</param>
    /// <param name="before">Pairs that have talked already; they are drawn again only where nothing else is left.</param>
    /// <returns>The pairs, and who is left over when the number is odd.</returns>
    public static (IReadOnlyList<(Guid One, Guid Other)> Pairs, Guid? LeftOver) Draw(
        IEnumerable<Guid> people, int seed, IReadOnlySet<(Guid, Guid)> before)
    {
        var random = new Random(seed);
        Guid[] order = [.. people.Distinct().Order()];
        var (best, repeats) = (order, int.MaxValue);
        for (var tries = 0; tries < Tries && repeats > 0; tries++)
        {
            random.Shuffle(order);
            Mend(order, before);
            if (PairsOf(order).Count(pair => Met(pair, before)) is var met && met < repeats) (best, repeats) = ([.. order], met);
        }
        return ([.. PairsOf(best)], best.Length % 2 == 1 ? best[^1] : null);
    }

    /// <summary>Where two have met, one of them changes places with somebody by whom no new pair has met either.</summary>
    static void Mend(Guid[] order, IReadOnlySet<(Guid, Guid)> before)
    {
        for (var i = 0; i + 1 < order.Length; i += 2)
            for (var j = 0; j < order.Length && Met((order[i], order[i + 1]), before); j++)
            {
                var partner = j ^ 1;
                if (j == i || j == i + 1 || Met((order[i], order[j]), before)) continue;
                if (partner < order.Length && Met((order[i + 1], order[partner]), before)) continue;
                (order[i + 1], order[j]) = (order[j], order[i + 1]);
            }
    }

    static IEnumerable<(Guid One, Guid Other)> PairsOf(Guid[] order) =>
        Enumerable.Range(0, order.Length / 2).Select(pair => (order[2 * pair], order[2 * pair + 1]));

    static bool Met((Guid, Guid) pair, IReadOnlySet<(Guid, Guid)> before) =>
        before.Contains(pair) || before.Contains((pair.Item2, pair.Item1));
}
