using QLab.ServiceDefaults.Disclosure;

namespace QLab.Workshops.Rounds;

/// <summary>The order that one rule gives.</summary>
/// <param name="Rule">dots, borda, schulze or wins (the share of comparisons won).</param>
public sealed record Ordering(string Rule, IReadOnlyList<Standing> Standings);

/// <param name="Votes">How many of these voted; null, with the orders, where it is withheld.</param>
public sealed record PerspectiveResult(string Perspective, int? Votes, IReadOnlyList<Ordering>? Orders);

/// <summary>What came out of a round.</summary>
/// <param name="Votes">How many voted; null where it is from 1 to 7: then no scores are told, and with one or two votes no places.</param>
/// <param name="Participants">How many could have; null where that would tell of a few.</param>
/// <param name="Orders">The orders by each rule that goes with the method, the first of them the one that counts.</param>
/// <param name="ByPerspective">The same among those with one perspective. Somebody may have several.</param>
public sealed record RoundResult(
    int? Votes, int? Participants, IReadOnlyList<Ordering> Orders, IReadOnlyList<PerspectiveResult> ByPerspective)
{
    const int FewestForPlaces = 3;

    /// <param name="round">The round.</param>
    /// <param name="votes">Every vote, with the perspectives of whose it is.</param>
    /// <param name="participants">How many could have voted.</param>
    internal static RoundResult Of(Round round, IReadOnlyCollection<(VoteChoices Choices, string[] Perspectives)> votes, int participants)
    {
        string[] perspectives = [.. votes.SelectMany(vote => vote.Perspectives).Distinct().Order(StringComparer.Ordinal)];
        List<VoteChoices>[] among =
            [.. perspectives.Select(one => votes.Where(vote => vote.Perspectives.Contains(one)).Select(vote => vote.Choices).ToList())];
        var withheld = SmallNumbers.Withheld(
            [
                new(participants), new(votes.Count, Known.Elsewhere), new(participants - votes.Count, Known.Derived),
                .. among.SelectMany(some => new Cell[] { new(some.Count), new(votes.Count - some.Count, Known.Derived) }),
            ],
            [new Sum(0, 1, 2), .. among.Select((_, i) => new Sum(1, 3 + 2 * i, 4 + 2 * i))]);

        var orders = Orderings(round, [.. votes.Select(vote => vote.Choices)]);
        return new(
            withheld[1] ? null : votes.Count, withheld[0] ? null : participants,
            withheld[1] ? [.. orders.Select(order => WithoutScores(order, votes.Count >= FewestForPlaces))] : orders,
            [.. perspectives.Select((one, i) => withheld[3 + 2 * i]
                ? new PerspectiveResult(one, null, null)
                : new PerspectiveResult(one, among[i].Count, Orderings(round, among[i])))]);
    }

    static IReadOnlyList<Ordering> Orderings(Round round, IReadOnlyList<VoteChoices> votes)
    {
        var items = round.Items.Count;
        switch (round.Method)
        {
            case RoundMethod.DotVoting:
                return [new("dots", VotingRules.Dots(items, votes.Select(vote => vote.Dots ?? [])))];
            case RoundMethod.Ranking:
                List<IReadOnlyList<int>> rankings = [.. votes.Select(vote => vote.Ranking ?? [])];
                return
                [
                    new("schulze", VotingRules.Schulze(VotingRules.Preferred(items, rankings))), new("borda", VotingRules.Borda(items, rankings)),
                ];
            default:
                var preferred = VotingRules.Preferred(items, votes.SelectMany(vote => vote.Pairs ?? []));
                return [new("schulze", VotingRules.Schulze(preferred)), new("wins", VotingRules.Wins(preferred))];
        }
    }

    static Ordering WithoutScores(Ordering order, bool places) =>
        order with { Standings = [.. order.Standings.Select(item => item with { Place = places ? item.Place : null, Score = null })] };
}
