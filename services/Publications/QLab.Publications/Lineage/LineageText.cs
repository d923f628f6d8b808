using System.Globalization;

namespace QLab.Publications.Lineage;

/// <summary>What lineage says in words. What a contribution is called is its own service's to say.</summary>
static class LineageText
{
    public const string NotUsedYet = "not used yet";

    public static string Outcome(IReadOnlyList<string> publications) =>
        publications.Count == 0 ? NotUsedYet : $"used in {List([.. publications.Select(title => $"“{title}”")])}";

    /// <summary>What became of one contribution so far.</summary>
    public static string OfContribution(
        string label, DateTimeOffset givenAt, IReadOnlyList<string> themes, int insights, IReadOnlyList<string> publications)
    {
        var given = $"{Capital(label)}, given on {Day(givenAt)}";
        if (themes.Count == 0) return $"{given}. It has arrived and has not been coded to a theme yet.";

        var coded = $"{given}, is evidence for {List([.. themes.Select(theme => $"“{theme}”")])}";
        if (publications.Count > 0) return $"{coded}. It supports {Many(insights, "insight")} and is {Outcome(publications)}.";
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

    static string Amount(ContributionCount count) =>
        count.Count is { } shown ? Many(shown, count.Noun) : $"a few {Several(count.Noun)}";

    static string Many(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {Several(noun)}";

    static string Several(string noun) => noun is [.., not ('a' or 'e' or 'i' or 'o' or 'u'), 'y'] ? $"{noun[..^1]}ies" : $"{noun}s";

    static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
