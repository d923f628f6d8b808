namespace QLab.Workshops.Groups;

/// <summary>Somebody who is to sit in a group.</summary>
/// <param name="Perspectives">How they take part: lived experience, carer, professional.</param>
/// <param name="OrganisationId">The partner whose people they are; two of one are colleagues.</param>
sealed record Seated(Guid Id, IReadOnlyCollection<string> Perspectives, Guid? OrganisationId);

/// <summary>
/// Draws groups so that, in this order, nobody sits with somebody they are not to sit with, colleagues are apart, people meet others than
/// before, and perspectives mix. It begins by chance and then exchanges two people as long as that helps, a few times over; one seed makes
/// one draw.
/// </summary>
sealed class GroupDraw
{
    const int Apart = 1_000_000, Colleagues = 10_000, MetBefore = 500, Alike = 10, PartlyAlike = 5;
    const int FewestTries = 3, MostTries = 100, PeopleInAllTries = 3000;

    readonly int[,] cost;
    readonly int[] groupOf;
    readonly int[][] groups;

    GroupDraw(int[,] cost, IReadOnlyList<int> sizes, int[] order)
    {
        this.cost = cost;
        (groupOf, groups) = (new int[order.Length], new int[sizes.Count][]);
        foreach (var (group, size) in sizes.Index()) groups[group] = new int[size];
        var filled = new int[sizes.Count];
        // Everybody gets the free seat where they disturb least: a good beginning for the exchanges.
        foreach (var who in order)
        {
            var best = -1;
            for (var (group, least) = (0, int.MaxValue); group < groups.Length; group++)
            {
                if (filled[group] == groups[group].Length) continue;
                var burden = filled[group] * 2 / groups[group].Length;
                foreach (var other in groups[group].AsSpan(0, filled[group])) burden += cost[who, other];
                if (burden < least) (best, least) = (group, burden);
            }
            groups[best][filled[best]++] = who;
            groupOf[who] = best;
        }
    }

    /// <param name="people">In any order: the draw does not depend on it.</param>
    /// <param name="notWith">Sets of people none of whom sit together.</param>
    /// <param name="before">Groups in which people have met already.</param>
    public static IReadOnlyList<IReadOnlyList<Guid>> Of(
        IEnumerable<Seated> people, int size, int seed, IEnumerable<IReadOnlyCollection<Guid>> notWith,
        IEnumerable<IReadOnlyCollection<Guid>> before)
    {
        Seated[] seated = [.. people.OrderBy(who => who.Id)];
        if (seated.Length == 0) return [];
        var cost = CostOf(seated, notWith, before);
        var (random, sizes) = (new Random(seed), GroupSizes.Of(seated.Length, size));
        var most = Math.Clamp(PeopleInAllTries / seated.Length, FewestTries, MostTries);
        var best = Try(cost, sizes, random);
        for (var tried = 1; tried < FewestTries || (tried < most && best.SeatsSomebodyWrongly); tried++)
            if (Try(cost, sizes, random) is var draw && draw.Total < best.Total) best = draw;
        return [.. best.groups.Select(group => group.Select(who => seated[who].Id).ToList())];
    }

    static GroupDraw Try(int[,] cost, IReadOnlyList<int> sizes, Random random)
    {
        int[] order = [.. Enumerable.Range(0, cost.GetLength(0))];
        random.Shuffle(order);
        var draw = new GroupDraw(cost, sizes, order);
        while (draw.Improve(order)) { }
        return draw;
    }

    bool SeatsSomebodyWrongly => groups.Any(group => group.Any(one => group.Any(other => cost[one, other] >= MetBefore)));

    long Total => groups.Sum(group => group.Sum(who => (long)With(who, group, who)));

    /// <summary>Exchanges two people wherever that lowers the cost; false when it nowhere does.</summary>
    bool Improve(int[] order)
    {
        var improved = false;
        foreach (var one in order)
            foreach (var other in order)
            {
                var (here, there) = (groups[groupOf[one]], groups[groupOf[other]]);
                if (here == there) continue;
                var now = With(one, here, one) + With(other, there, other);
                if (now == 0 || With(one, there, other) + With(other, here, one) >= now) continue;
                here[Array.IndexOf(here, one)] = other;
                there[Array.IndexOf(there, other)] = one;
                (groupOf[one], groupOf[other]) = (groupOf[other], groupOf[one]);
                improved = true;
            }
        return improved;
    }

    int With(int who, int[] group, int but)
    {
        var sum = 0;
        foreach (var other in group)
            if (other != but) sum += cost[who, other];
        return sum;
    }

    static int[,] CostOf(Seated[] seated, IEnumerable<IReadOnlyCollection<Guid>> notWith, IEnumerable<IReadOnlyCollection<Guid>> before)
    {
        var cost = new int[seated.Length, seated.Length];
        for (var i = 0; i < seated.Length; i++)
            for (var j = 0; j < i; j++) cost[i, j] = cost[j, i] = Between(seated[i], seated[j]);

        var place = seated.Index().ToDictionary(s => s.Item.Id, s => s.Index);
        foreach (var set in notWith) Add(set, Apart);
        foreach (var group in before) Add(group, MetBefore);
        return cost;

        void Add(IReadOnlyCollection<Guid> together, int more)
        {
            int[] there = [.. together.Where(place.ContainsKey).Distinct().Select(id => place[id])];
            foreach (var one in there)
                foreach (var other in there)
                    if (one != other) cost[one, other] = Math.Min(cost[one, other] + more, Apart);
        }
    }

    static int Between(Seated a, Seated b)
    {
        var shared = a.Perspectives.Intersect(b.Perspectives).Count();
        var alike = shared == Math.Max(a.Perspectives.Count, b.Perspectives.Count) ? Alike : shared > 0 ? PartlyAlike : 0;
        return alike + (a.OrganisationId is not null && a.OrganisationId == b.OrganisationId ? Colleagues : 0);
    }
}
