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

    /// <summary>What each person would cost, and costs, in each group.</summary>
    readonly int[,] burden;

    readonly int[] groupOf;

    /// <summary>Everybody takes the free seat where they disturb least: a good beginning for the exchanges.</summary>
    GroupDraw(int[,] cost, IReadOnlyList<int> sizes, int[] order)
    {
        (this.cost, burden, groupOf) = (cost, new int[order.Length, sizes.Count], new int[order.Length]);
        int[] free = [.. sizes];
        foreach (var who in order)
        {
            var best = Enumerable.Range(0, free.Length).Where(group => free[group] > 0)
                .MinBy(group => (burden[who, group], -free[group]));
            free[best]--;
            Seat(who, best);
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
        return [.. best.groupOf.Index().GroupBy(who => who.Item).OrderBy(group => group.Key)
            .Select(group => group.Select(who => seated[who.Index].Id).ToList())];
    }

    static GroupDraw Try(int[,] cost, IReadOnlyList<int> sizes, Random random)
    {
        int[] order = [.. Enumerable.Range(0, cost.GetLength(0))];
        random.Shuffle(order);
        var draw = new GroupDraw(cost, sizes, order);
        while (draw.Improve(order)) { }
        return draw;
    }

    bool SeatsSomebodyWrongly => groupOf.Index().Any(one => groupOf.Index().Any(other =>
        one.Item == other.Item && cost[one.Index, other.Index] >= MetBefore));

    long Total => groupOf.Index().Sum(who => (long)burden[who.Index, who.Item]);

    /// <summary>Exchanges two people wherever that lowers the cost; false when it nowhere does.</summary>
    bool Improve(int[] order)
    {
        var improved = false;
        foreach (var one in order)
            foreach (var other in order)
            {
                var (here, there) = (groupOf[one], groupOf[other]);
                if (here == there) continue;
                var now = burden[one, here] + burden[other, there];
                if (burden[one, there] + burden[other, here] - 2 * cost[one, other] >= now) continue;
                Leave(one);
                Leave(other);
                Seat(one, there);
                Seat(other, here);
                improved = true;
            }
        return improved;
    }

    void Seat(int who, int group)
    {
        groupOf[who] = group;
        for (var other = 0; other < groupOf.Length; other++) burden[other, group] += cost[other, who];
    }

    void Leave(int who)
    {
        for (var other = 0; other < groupOf.Length; other++) burden[other, groupOf[who]] -= cost[other, who];
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
