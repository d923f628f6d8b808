namespace QLab.Coding;

/// <summary>How two coders decided about the same units: a text, or a character, coded with a theme or not.</summary>
/// <param name="Both">Coded by both.</param>
/// <param name="FirstOnly">Coded by the first alone.</param>
/// <param name="SecondOnly">Coded by the second alone.</param>
/// <param name="Neither">Coded by neither.</param>
public readonly record struct Decisions(long Both, long FirstOnly, long SecondOnly, long Neither)
{
    public long Count => Both + FirstOnly + SecondOnly + Neither;

    /// <summary>The share of units about which they agree; null without units.</summary>
    public double? Observed => Count == 0 ? null : (double)(Both + Neither) / Count;

    /// <summary>The share that would agree by chance, were each to code as often as they did but without looking.</summary>
    public double? Expected => Count == 0 ? null
        : Share(Both + FirstOnly) * Share(Both + SecondOnly) + (1 - Share(Both + FirstOnly)) * (1 - Share(Both + SecondOnly));

    /// <summary>Both say the same of every unit, so agreement by chance is certain and nothing can be said beyond it.</summary>
    public bool IsConstant => Both == Count || Neither == Count;

    /// <summary>
    /// Cohen's κ (1960): the agreement beyond chance as a share of what is possible beyond chance. Null where that is nothing.
    /// </summary>
    public double? Kappa => IsConstant ? null : (Observed - Expected) / (1 - Expected);

    public static Decisions operator +(Decisions a, Decisions b) =>
        new(a.Both + b.Both, a.FirstOnly + b.FirstOnly, a.SecondOnly + b.SecondOnly, a.Neither + b.Neither);

    double Share(long part) => (double)part / Count;
}

public static class Agreement
{
    /// <summary>One text as a single unit.</summary>
    public static Decisions OfText(IReadOnlyCollection<(int Start, int End)> first, IReadOnlyCollection<(int Start, int End)> second) =>
        (first.Count > 0, second.Count > 0) switch
        {
            (true, true) => new(1, 0, 0, 0),
            (true, false) => new(0, 1, 0, 0),
            (false, true) => new(0, 0, 1, 0),
            _ => new(0, 0, 0, 1),
        };

    /// <summary>One text, each character (code point) of it a unit.</summary>
    public static Decisions OfCharacters(int length, IEnumerable<(int Start, int End)> first, IEnumerable<(int Start, int End)> second)
    {
        var (one, other) = (Union(first), Union(second));
        var both = one.Sum(a => other.Sum(b => Math.Max(0L, Math.Min(a.End, b.End) - Math.Max(a.Start, b.Start))));
        var (onlyOne, onlyOther) = (Size(one) - both, Size(other) - both);
        return new(both, onlyOne, onlyOther, length - both - onlyOne - onlyOther);
    }

    static long Size(List<(int Start, int End)> ranges) => ranges.Sum(range => (long)range.End - range.Start);

    /// <summary>Overlapping passages of one coder count once.</summary>
    static List<(int Start, int End)> Union(IEnumerable<(int Start, int End)> ranges)
    {
        var union = new List<(int Start, int End)>();
        foreach (var range in ranges.OrderBy(range => range.Start))
        {
            if (union.Count > 0 && range.Start <= union[^1].End) union[^1] = (union[^1].Start, Math.Max(union[^1].End, range.End));
            else union.Add(range);
        }
        return union;
    }
}
