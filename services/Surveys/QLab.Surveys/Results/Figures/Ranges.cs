using QLab.Surveys.Results.Tallying;

namespace QLab.Surveys.Results.Figures;

/// <summary>Numbers as a distribution: each number where there are few, else about ten ranges of a round width.</summary>
static class Ranges
{
    const int MostNumbers = 20;

    public static IReadOnlyList<(string Name, long Count)> Of(Numbers numbers)
    {
        if (numbers.Values.Count <= MostNumbers)
            return [.. numbers.Values.OrderBy(v => v.Key).Select(v => (Dimensions.Plain(v.Key), v.Value))];
        var (low, high) = (numbers.Values.Keys.Min(), numbers.Values.Keys.Max());
        var width = Width((high / 10) - (low / 10));
        return [.. numbers.Values.GroupBy(v => decimal.Floor(v.Key / width)).OrderBy(range => range.Key)
            .Select(range => ($"{Dimensions.Plain(range.Key * width)} to below {Dimensions.Plain(End(range.Key, width))}", range.Sum(v => v.Value)))];
    }

    static decimal Width(decimal atLeast)
    {
        var width = 1m;
        while (width / 10 >= atLeast && width > 0.000_000_01m) width /= 10;
        while (width < atLeast && width < decimal.MaxValue / 100) width *= 10;
        return width / 5 >= atLeast ? width / 5 : width / 2 >= atLeast ? width / 2 : width;
    }

    static decimal End(decimal range, decimal width) => range >= decimal.MaxValue / width - 1 ? decimal.MaxValue : (range + 1) * width;
}
