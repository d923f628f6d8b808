using System.ComponentModel.DataAnnotations;

namespace QLab.Workshops.Rounds;

/// <param name="Item">The item's number.</param>
public sealed record DotsOnItem(int Item, [property: Range(1, 1000)] int Dots);

/// <summary>That one item comes before another.</summary>
public sealed record Preference(int Better, int Worse);

/// <summary>What a vote says: the one of the three that the method of the round asks for; the others are null.</summary>
public sealed record VoteChoices
{
    /// <summary>Dot voting: where the dots go. Not all have to be given.</summary>
    [MaxLength(50)]
    public required IReadOnlyList<DotsOnItem>? Dots { get; init; }

    /// <summary>Ranking: the numbers of the items, the first first. Those left out come after all others, side by side.</summary>
    [MaxLength(50)]
    public required IReadOnlyList<int>? Ranking { get; init; }

    /// <summary>Pairwise: which of two items comes first, for as many pairs as one has an opinion about.</summary>
    [MaxLength(1225)]
    public required IReadOnlyList<Preference>? Pairs { get; init; }

    /// <summary>Every fault at once, by JSON Pointer.</summary>
    internal Dictionary<string, string[]> Faults(Round round)
    {
        var faults = new Dictionary<string, string[]>();
        Only("/dots", Dots is null, RoundMethod.DotVoting);
        Only("/ranking", Ranking is null, RoundMethod.Ranking);
        Only("/pairs", Pairs is null, RoundMethod.Pairwise);
        if (faults.Count > 0) return faults;

        Known("/dots", Dots?.Select(on => on.Item));
        Known("/ranking", Ranking);
        Known("/pairs", Pairs?.SelectMany(pair => new[] { pair.Better, pair.Worse }), 2);
        if (faults.Count > 0) return faults;

        Twice("/dots", Dots?.Select(on => (on.Item, 0)));
        Twice("/ranking", Ranking?.Select(item => (item, 0)));
        Twice("/pairs", Pairs?.Select(pair => (Math.Min(pair.Better, pair.Worse), Math.Max(pair.Better, pair.Worse))));
        if (Pairs?.Any(pair => pair.Better == pair.Worse) == true) faults["/pairs"] = ["An item does not come before itself."];
        if (Dots?.Sum(on => (long)on.Dots) > round.Dots) faults["/dots"] = [$"There are {round.Dots} dots to give, not more."];
        if (Dots?.Any(on => on.Dots > round.MostOnOne) == true) faults["/dots"] = [$"One item takes at most {round.MostOnOne} dots."];
        return faults;

        void Only(string member, bool isNull, RoundMethod method)
        {
            if (isNull == (round.Method == method))
                faults[member] =
                    [isNull ? "The method of the round asks for this." : "The method of the round does not ask for this; send null."];
        }

        void Known(string member, IEnumerable<int>? items, int each = 1)
        {
            foreach (var (item, at) in (items ?? []).Select((item, at) => (item, at)))
                if (item < 1 || item > round.Items.Count)
                    faults[$"{member}/{at / each}"] = [$"There is no item {item}; they are numbered from 1 to {round.Items.Count}."];
        }

        void Twice(string member, IEnumerable<(int, int)>? things)
        {
            if (things?.GroupBy(thing => thing).Any(same => same.Count() > 1) == true) faults[member] = ["Something is named twice."];
        }
    }
}
