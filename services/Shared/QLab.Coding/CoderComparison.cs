namespace QLab.Coding;

public enum AgreementUnit
{
    /// <summary>Whether a text is coded with the theme anywhere in it.</summary>
    Text,

    /// <summary>Whether each character of a text is coded with the theme.</summary>
    Character,
}

/// <param name="Units">How many decisions were compared.</param>
/// <param name="Observed">The share about which both agree.</param>
/// <param name="Expected">The share that would agree by chance.</param>
/// <param name="Kappa">Cohen's κ; null where it is not defined, and then note says why.</param>
public sealed record AgreementView(
    long Units, long Both, long FirstOnly, long SecondOnly, long Neither, double? Observed, double? Expected, double? Kappa, string? Note)
{
    public static AgreementView Of(Decisions d) => new(
        d.Count, d.Both, d.FirstOnly, d.SecondOnly, d.Neither, d.Observed, d.Expected, d.Kappa, d switch
        {
            { Count: 0 } => "There is nothing to compare.",
            { IsConstant: true } => "Both decided the same about every unit, so chance alone would make them agree: κ is not defined.",
            _ => null,
        });
}

public sealed record ThemeAgreement(Guid ThemeId, string Code, AgreementView Agreement);

/// <summary>
/// Compares two coders, text by text: by the themes that one of them has used, or by one theme. Passages whose words no longer stand in
/// the texts that are given are left out.
/// </summary>
/// <param name="book">By which themes that were merged are one.</param>
/// <param name="ranges">What the two have coded to what is compared.</param>
/// <param name="theme">One theme; every theme that is used when null.</param>
/// <param name="first">A coder.</param>
/// <param name="second">Another coder.</param>
/// <param name="unit">What each decision is about.</param>
public sealed class CoderComparison(
    CodeBook book, IReadOnlyCollection<CodedRange> ranges, Guid? theme, Guid first, Guid second, AgreementUnit unit)
{
    readonly ILookup<TextPlace, CodedRange> coded = ranges.ToLookup(range => range.Place);
    readonly Dictionary<Guid, Decisions> decided = [];
    int standing;

    public IReadOnlyList<Theme> Themes { get; } = Compared(book, ranges, theme);

    public AgreementUnit Unit => unit;

    /// <summary>How many texts were compared.</summary>
    public int Texts { get; private set; }

    /// <summary>Passages that were left out because their text has been changed or may no longer be used.</summary>
    public int Stale => ranges.Count - standing;

    /// <summary>Passages that somebody else has changed since: these are not independent decisions.</summary>
    public int ChangedByOthers => ranges.Count(range => range.ChangedBy != range.CoderId);

    public AgreementView Overall => AgreementView.Of(decided.Values.Aggregate(default(Decisions), (sum, one) => sum + one));

    public IReadOnlyList<ThemeAgreement> ByTheme =>
        [.. Themes.Select(compared =>
            new ThemeAgreement(compared.Id, compared.Code, AgreementView.Of(decided.GetValueOrDefault(compared.Id))))];

    /// <summary>Which passages a theme counts: every one when none is named.</summary>
    public static IReadOnlyList<Guid> Counted(CodeBook book, Guid? theme) => theme is { } one ? book.StandsFor(book.Follow(one)) : [];

    /// <summary>Counts what the two decided about a text.</summary>
    public void Count(TextPlace place, string words)
    {
        var text = new CodePoints(words);
        var here = coded[place].Where(range => range.QuoteOf(text) is not null).ToList();
        (Texts, standing) = (Texts + 1, standing + here.Count);
        foreach (var compared in Themes)
        {
            var (one, other) = (Ranges(here, compared.Id, first), Ranges(here, compared.Id, second));
            decided[compared.Id] = decided.GetValueOrDefault(compared.Id) + (unit == AgreementUnit.Text
                ? Agreement.OfText(one, other)
                : Agreement.OfCharacters(text.Length, one, other));
        }
    }

    List<(int, int)> Ranges(List<CodedRange> here, Guid compared, Guid coder) =>
        [.. here.Where(range => book.Follow(range.ThemeId) == compared && range.CoderId == coder)
            .Select(range => (range.StartPosition, range.EndPosition))];

    static List<Theme> Compared(CodeBook book, IEnumerable<CodedRange> ranges, Guid? theme)
    {
        if (theme is { } named) return [.. book.Themes.Where(one => one.Id == book.Follow(named))];
        var used = ranges.Select(range => book.Follow(range.ThemeId)).ToHashSet();
        return [.. book.Themes.Where(one => used.Contains(one.Id))];
    }
}
