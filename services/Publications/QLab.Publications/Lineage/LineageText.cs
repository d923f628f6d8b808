using System.Globalization;
using QLab.Publications.Contributions;

namespace QLab.Publications.Lineage;

/// <summary>The versions of a publication that rest on something.</summary>
/// <param name="Retracted">Whether it is shown no more.</param>
sealed record UsedIn(string Title, IReadOnlyList<int> Versions, bool Retracted = false);

/// <summary>What rests on a contribution now, whether or not it was published.</summary>
/// <param name="Themes">What the themes are called that it is evidence for.</param>
/// <param name="Insights">How many insights were agreed from those.</param>
/// <param name="Withdrawn">How many more have been withdrawn since.</param>
/// <param name="Removed">Whether it was evidence and is so no longer.</param>
sealed record Support(IReadOnlyList<string> Themes, int Insights, int Withdrawn = 0, bool Removed = false);

/// <summary>That staff decided not to use it, for now or at all.</summary>
sealed record SetAside(Decision Decision, string Reason);

/// <summary>What lineage says in words. What a contribution is called is its own service's to say.</summary>
static class LineageText
{
    public const string NotUsedYet = "not used yet";
    const string LeftOut = "left out, because there is no consent to its use for research";

    /// <param name="counts">Whether it may be used now.</param>
    /// <param name="setAside">What staff decided about it, unless it is evidence for a theme.</param>
    public static string Outcome(IReadOnlyList<UsedIn> publications, bool counts, SetAside? setAside = null) =>
        (publications.Count == 0, counts) switch
        {
            (true, true) when setAside is { } decided => $"{Decided(decided.Decision)}: {decided.Reason}",
            (true, true) => NotUsedYet,
            (true, false) => LeftOut,
            (false, true) => Used(publications),
            (false, false) => $"{Used(publications)}; {LeftOut}",
        };

    /// <summary>What became of one contribution so far.</summary>
    public static string OfContribution(
        string label, DateTimeOffset givenAt, Support support, IReadOnlyList<UsedIn> publications, bool counts,
        SetAside? setAside = null)
    {
        var given = $"{Capital(label)}, given on {Day(givenAt)}";
        if (!counts)
            return publications.Count == 0
                ? $"{given}. It is {LeftOut}."
                : $"{given}, was {Used(publications)}. From now on it is {LeftOut}.";
        if (support.Themes.Count == 0 && setAside is { } decided)
            return publications.Count > 0
                ? $"{given}, was {Used(publications)}. Since then it is {Decided(decided.Decision)}: {decided.Reason}"
                : $"{given}, is {Decided(decided.Decision)}: {decided.Reason}";
        if (support.Themes.Count == 0)
            return publications.Count > 0 ? $"{given}, was {Used(publications)}. It is coded to no theme any more."
                : support.Removed ? $"{given}. It was coded to a theme, and is so no longer."
                : $"{given}. It has arrived, and is coded to no theme.";

        var coded = $"{given}, is evidence for {List([.. support.Themes.Select(theme => $"“{theme}”")])}";
        return (support.Insights, publications.Count) switch
        {
            (0, > 0) => $"{coded}. It was {Used(publications)}; what was agreed from it has been withdrawn.",
            ( > 0, > 0) => $"{coded}. It supports {Many(support.Insights, "insight")} and is {Used(publications)}.",
            (0, _) when support.Withdrawn > 0 => $"{coded}. What was agreed from it has been withdrawn.",
            (0, _) => $"{coded}. No insight has been agreed from it yet.",
            (1, _) => $"{coded}. It supports 1 insight; no publication uses it yet.",
            _ => $"{coded}. It supports {Many(support.Insights, "insight")}; no publication uses them yet.",
        };
    }

    /// <summary>Since when and why a publication is shown no more.</summary>
    public static string Retracted(DateTimeOffset at, string reason) => $"It was retracted on {Day(at)}: {reason}";

    /// <summary>What something is called, with what became of it.</summary>
    public static string Label(string text, string? since) => since is null ? text : $"{text} ({since})";

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

    static string Decided(Decision decision) => decision is Decision.Parked ? "parked" : "not used";

    static string Used(IReadOnlyList<UsedIn> publications) => $"used in {List([.. publications.Select(Versions)])}";

    static string Versions(UsedIn publication)
    {
        List<string> numbers = [.. publication.Versions.Select(v => v.ToString(CultureInfo.InvariantCulture))];
        var title = Label($"“{publication.Title}”", publication.Retracted ? "retracted since" : null);
        return $"{(numbers.Count == 1 ? "version" : "versions")} {List(numbers)} of {title}";
    }

    static string Amount(ContributionCount count) =>
        count.Count is { } shown ? Many(shown, count.Noun) : $"a few {Several(count.Noun)}";

    static string Many(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {Several(noun)}";

    static string Several(string noun) => noun is [.., not ('a' or 'e' or 'i' or 'o' or 'u'), 'y'] ? $"{noun[..^1]}ies" : $"{noun}s";

    static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
