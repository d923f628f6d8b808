using QLab.PropertyTesting;
using QLab.Workshops.Rounds;

namespace QLab.Workshops.Tests;

/// <summary>Voting methods against published examples, and what they promise for every set of votes.</summary>
public sealed class VotingMethods
{
    /// <summary>
    /// M. Schulze, A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner election method (2011),
    /// and the example of 45 voters by which the method is explained: E, A, C, B, D.
    /// </summary>
    [Fact]
    public void Schulze_orders_the_45_voters_of_his_own_example()
    {
        var rankings = Rankings("ACBED 5", "ADECB 5", "BEDAC 8", "CABED 3", "CAEBD 7", "CBADE 2", "DCEBA 7", "EBADC 8");
        var preferred = VotingRules.Preferred(5, rankings);
        preferred.Cast<int>().ShouldBe(
            [0, 20, 26, 30, 22, 25, 0, 16, 33, 18, 19, 29, 0, 17, 24, 15, 12, 28, 0, 14, 23, 27, 21, 31, 0],
            "the pairwise counts of the paper");
        Order(VotingRules.Schulze(preferred)).ShouldBe("EACBD");
    }

    /// <summary>
    /// The capital of Tennessee, by which textbooks show that methods differ: 100 voters, Memphis, Nashville, Chattanooga, Knoxville.
    /// Borda's points are 126, 194, 173 and 107; Nashville beats each of the others.
    /// </summary>
    [Fact]
    public void Borda_and_Schulze_choose_the_capital_of_Tennessee()
    {
        var rankings = Rankings("ABCD 42", "BCDA 26", "CDBA 15", "DCBA 17");
        VotingRules.Borda(4, rankings).Select(city => city.Score).ShouldBe([126, 194, 173, 107]);
        Order(VotingRules.Borda(4, rankings)).ShouldBe("BCAD");
        Order(VotingRules.Schulze(VotingRules.Preferred(4, rankings))).ShouldBe("BCDA");
    }

    /// <summary>Condorcet's paradox: three who go round in a circle are tied by both.</summary>
    [Fact]
    public void Nobody_wins_a_circle()
    {
        var rankings = Rankings("ABC 1", "BCA 1", "CAB 1");
        VotingRules.Schulze(VotingRules.Preferred(3, rankings)).Select(item => item.Place).ShouldBe([1, 1, 1]);
        VotingRules.Borda(3, rankings).Select(item => (item.Place, item.Score)).ShouldBe([(1, 3m), (1, 3m), (1, 3m)]);
    }

    [Fact]
    public void What_a_ranking_leaves_out_comes_after_the_rest_side_by_side()
    {
        IReadOnlyList<int>[] one = [[2]];
        VotingRules.Borda(3, one).Select(item => (item.Place, item.Score)).ShouldBe([(2, 0.5m), (1, 2m), (2, 0.5m)]);
        VotingRules.Schulze(VotingRules.Preferred(3, one)).Select(item => item.Place).ShouldBe([2, 1, 2]);
    }

    [Fact]
    public void Dots_and_wins_are_counted_and_ties_share_a_place()
    {
        VotingRules.Dots(3, [[new(1, 2), new(2, 1)], [new(2, 1)]])
            .Select(item => (item.Place, item.Score))
            .ShouldBe([(1, 2m), (1, 2m), (3, 0m)]);
        VotingRules.Wins(VotingRules.Preferred(2, [new Preference(1, 2), new(1, 2), new(2, 1)]))
            .Select(item => item.Score)
            .ShouldBe([0.667m, 0.333m]);
    }

    [Fact]
    public void It_matters_neither_who_votes_nor_what_an_item_is_numbered() => Property.Holds(300, choices =>
    {
        var (items, rankings) = AnyVotes(choices);
        int[] renamed = choices.Shuffled(Enumerable.Range(1, items));
        IReadOnlyList<int>[] others =
            choices.Shuffled(rankings.Select(IReadOnlyList<int> (ranking) => [.. ranking.Select(item => renamed[item - 1])]));
        foreach (var rule in Rules)
        {
            var (one, other) = (rule(items, rankings), rule(items, others));
            for (var item = 1; item <= items; item++) other[renamed[item - 1] - 1].Place.ShouldBe(one[item - 1].Place);
        }
    });

    [Fact]
    public void What_everybody_puts_before_another_comes_before_it() => Property.Holds(300, choices =>
    {
        var (items, rankings) = AnyVotes(choices);
        var preferred = VotingRules.Preferred(items, rankings);
        foreach (var rule in Rules)
        {
            var order = rule(items, rankings);
            for (var a = 0; a < items; a++)
                for (var b = 0; b < items; b++)
                    if (rankings.Count > 0 && preferred[a, b] == rankings.Count)
                        order[a].Place!.Value.ShouldBeLessThan(order[b].Place!.Value);
        }
    });

    [Fact]
    public void By_Schulze_who_beats_every_other_wins_alone_and_somebody_always_wins() => Property.Holds(300, choices =>
    {
        var (items, rankings) = AnyVotes(choices);
        var preferred = VotingRules.Preferred(items, rankings);
        var order = VotingRules.Schulze(preferred);
        for (var a = 0; a < items; a++)
            if (Enumerable.Range(0, items).All(b => b == a || preferred[a, b] > preferred[b, a]))
                order.Where(item => item.Place == 1).ShouldHaveSingleItem().Item.ShouldBe(a + 1);
        order.ShouldContain(item => item.Place == 1, "strongest paths go in no circle, whatever the votes do");
    });

    [Fact]
    public void By_Schulze_a_single_winner_does_not_win_when_everybody_turns_their_ranking_round() => Property.Holds(300, choices =>
    {
        var (items, partial) = AnyVotes(choices);
        IReadOnlyList<int>[] rankings =
            [.. partial.Select(IReadOnlyList<int> (ranking) => [.. ranking, .. Enumerable.Range(1, items).Except(ranking)])];
        var winners = VotingRules.Schulze(VotingRules.Preferred(items, rankings)).Where(item => item.Place == 1).ToList();
        IReadOnlyList<int>[] turned = [.. rankings.Select(IReadOnlyList<int> (ranking) => [.. ranking.Reverse()])];
        if (winners.Count == 1 && items > 1)
            VotingRules.Schulze(VotingRules.Preferred(items, turned))[winners[0].Item - 1].Place.ShouldNotBe(1);
    });

    [Fact]
    public void By_Borda_every_ranking_gives_the_same_number_of_points() => Property.Holds(300, choices =>
    {
        var (items, rankings) = AnyVotes(choices);
        VotingRules.Borda(items, rankings).Sum(item => item.Score).ShouldBe(rankings.Count * items * (items - 1) / 2m);
    });

    static readonly Func<int, IReadOnlyList<IReadOnlyList<int>>, IReadOnlyList<Standing>>[] Rules =
    [
        VotingRules.Borda, (items, rankings) => VotingRules.Schulze(VotingRules.Preferred(items, rankings)),
    ];

    static (int Items, IReadOnlyList<IReadOnlyList<int>> Rankings) AnyVotes(Choices choices)
    {
        var items = choices.Next(1, 7);
        return (items, choices.Some<IReadOnlyList<int>>(0, 12, _ =>
        {
            var all = choices.Shuffled(Enumerable.Range(1, items));
            return choices.Rarely() ? [.. all.Take(choices.Next(items + 1))] : all;
        }));
    }

    /// <summary>"ACBED 5": five voters rank A first, then C …</summary>
    static IReadOnlyList<int>[] Rankings(params string[] groups) =>
    [
        .. from parts in groups.Select(one => one.Split(' '))
           from _ in Enumerable.Range(0, int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture))
           select (int[])[.. parts[0].Select(letter => letter - 'A' + 1)],
    ];

    static string Order(IReadOnlyList<Standing> standings) =>
        string.Concat(standings.OrderBy(item => item.Place).Select(item => (char)('A' + item.Item - 1)));
}
