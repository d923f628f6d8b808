namespace QLab.Workshops.Groups;

/// <summary>How good a draw has become.</summary>
/// <param name="Groups">How many groups there are.</param>
/// <param name="Mixed">How many of them hold more than one perspective.</param>
/// <param name="MixedShare">The same as a share of all, from 0 to 1.</param>
/// <param name="ColleaguesTogether">Pairs of one organisation in a group.</param>
/// <param name="MetBefore">Pairs who have been in a group of this workshop before.</param>
/// <param name="NotWithBroken">Pairs who were not to sit together and do, because there was no other way.</param>
public sealed record GroupQuality(int Groups, int Mixed, double MixedShare, int ColleaguesTogether, int MetBefore, int NotWithBroken)
{
    internal static GroupQuality Of(
        IReadOnlyCollection<IReadOnlyList<Seated>> groups, IEnumerable<IReadOnlyCollection<Guid>> before, int notWithBroken)
    {
        var mixed = groups.Count(group => group.SelectMany(who => who.Perspectives).Distinct().Skip(1).Any());
        var pairs = groups.SelectMany(PairsOf).ToList();
        return new(
            groups.Count, mixed, groups.Count == 0 ? 0 : Math.Round((double)mixed / groups.Count, 3),
            pairs.Count(pair => pair.One.OrganisationId is { } organisation && organisation == pair.Other.OrganisationId),
            Together(groups, before), notWithBroken);
    }

    /// <summary>How many pairs of a group stand in one of the sets as well.</summary>
    internal static int Together(IEnumerable<IReadOnlyList<Seated>> groups, IEnumerable<IReadOnlyCollection<Guid>> sets)
    {
        var together = sets.SelectMany(set => set.SelectMany(one => set.Select(other => (one, other)))).ToHashSet();
        return groups.SelectMany(PairsOf).Count(pair => together.Contains((pair.One.Id, pair.Other.Id)));
    }

    static IEnumerable<(Seated One, Seated Other)> PairsOf(IReadOnlyList<Seated> group) =>
        group.SelectMany((one, i) => group.Skip(i + 1).Select(other => (one, other)));
}
