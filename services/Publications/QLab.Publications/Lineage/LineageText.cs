using System.Globalization;

namespace QLab.Publications.Lineage;

/// <summary>The versions of a publication that rest on something.</summary>
sealed record UsedIn(string Title, IReadOnlyList<int> Versions);

/// <summary>What lineage says in words. What a contribution is called is its own service's to say.</summary>
static class LineageText
{
    public const string NotUsedYet = "not used yet";
    const string LeftOut = "left out, because there is no consent to its use for research";

    /// <param name="counts">Whether it may be used now.</param>
    public static string Outcome(IReadOnlyList<UsedIn> publications, bool counts) =>
        (publications.Count == 0, counts) switch
        {
            (true, true) => NotUsedYet,
            (true, false) => LeftOut,
            (false, true) => Used(publications),
            (false, false) => $"{Used(publications)}; {LeftOut}",
        };

    /// <summary>What became of one contribution so far.</summary>
    public static string OfContribution(
        string label, DateTimeOffset givenAt, IReadOnlyList<string> themes, int insights, IReadOnlyList<UsedIn> publications, bool counts)
    {
        var given = $"{Capital(label)}, given on {Day(givenAt)}";
        if (!counts)
            return publications.Count == 0
                ? $"{given}. It is {LeftOut}."
                : $"{given}, was {Used(publications)}. From now on it is {LeftOut}.";
        if (themes.Count == 0) return $"{given}. It has arrived, and is coded to no theme.";

        var coded = $"{given}, is evidence for {List([.. themes.Select(theme => $"“{theme}”")])}";
        if (publications.Count > 0) return $"{coded}. It supports {Many(insights, "insight")} and is {Used(publications)}.";
        return insights > 0
            ? $"{coded}. It supports {Many(insights, "insight")}; no publication uses {(insights == 1 ? "it" : "them")} yet."
            : $"{coded}. No insight has been agreed from it yet.";
    }

    /// <summary>What one publication rests on.</summary>
    public static string OfPublication(string title, int insights, int themes, IReadOnlyList<ContributionCount> contributions, int sources)
    {
        if (insights == 0) return $"“{title}” names no insight that it is based on.";
        List<string> evidence = [.. contributions.Select(Amount)];
        if (sources > 0) evidence.Add(Many(sources, "cited source"));
        var basis = $"“{title}” is based on {Many(insights, "insight")}, agreed from {Many(themes, "theme")}";
        return evidence.Count == 0 ? $"{basis}." : $"{basis}. Behind them lie {List(evidence)}.";
    }

    public static string Day(DateTimeOffset instant) => Day(DateOnly.FromDateTime(instant.UtcDateTime));

    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string List(IReadOnlyList<string> items) =>
        items.Count > 1 ? $"{string.Join(", ", items.SkipLast(1))} and {items[^1]}" : string.Concat(items);

    static string Used(IReadOnlyList<UsedIn> publications) => $"used in {List([.. publications.Select(Versions)])}";

    static string Versions(UsedIn publication) => publication.Versions.Count == 1
        ? $"version {publication.Versions[0]} of “{publication.Title}”"
        : $"versions {List([.. publication.Versions.Select(v => v.ToString(CultureInfo.InvariantCulture))])} of “{publication.Title}”";

    static string Amount(ContributionCount count) =>
        count.Count is { } shown ? Many(shown, count.Noun) : $"a few {Several(count.Noun)}";

    static string Many(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {Several(noun)}";

    static string Several(string noun) => noun is [.., not ('a' or 'e' or 'i' or 'o' or 'u'), 'y'] ? $"{noun[..^1]}ies" : $"{noun}s";

    static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
