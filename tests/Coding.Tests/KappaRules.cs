namespace QLab.Coding.Tests;

public sealed class KappaRules
{
    /// <remarks>Worked by hand: (20, 5, 10, 15) has Po = 35/50 = 0.7, Pe = 0.5·0.6 + 0.5·0.4 = 0.5, κ = 0.2/0.5 = 0.4.</remarks>
    [Theory]
    [InlineData(20, 5, 10, 15, 0.7, 0.5, 0.4)]
    [InlineData(45, 15, 25, 15, 0.6, 0.54, 0.06 / 0.46)]
    [InlineData(25, 35, 5, 35, 0.6, 0.46, 0.14 / 0.54)]
    [InlineData(3, 0, 0, 7, 1, 0.58, 1)]
    [InlineData(0, 5, 5, 0, 0, 0.5, -1)]
    [InlineData(0, 4, 0, 6, 0.6, 0.6, 0)]
    public void Kappa_is_the_agreement_beyond_chance(
        long both, long first, long second, long neither, double observed, double expected, double kappa)
    {
        var decisions = new Decisions(both, first, second, neither);
        decisions.Observed!.Value.ShouldBe(observed, 1e-12);
        decisions.Expected!.Value.ShouldBe(expected, 1e-12);
        decisions.Kappa!.Value.ShouldBe(kappa, 1e-12);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(9, 0)]
    [InlineData(0, 9)]
    public void Kappa_is_not_defined_where_both_say_the_same_of_everything(long both, long neither) =>
        new Decisions(both, 0, 0, neither).Kappa.ShouldBeNull();

    [Fact]
    public void Characters_are_counted_once_however_often_a_coder_covers_them() =>
        Agreement.OfCharacters(20, [(0, 5), (3, 8), (8, 10)], [(4, 6), (9, 14)])
            .ShouldBe(new(Both: 3, FirstOnly: 7, SecondOnly: 4, Neither: 6));

    [Fact]
    public void Characters_agree_with_counting_them_one_by_one() => Property.Holds(600, choices =>
    {
        var length = choices.Next(1, 40);
        var (first, second) = (Ranges(choices, length), Ranges(choices, length));
        var (one, other) = (Marks(first, length), Marks(second, length));
        var expected = Enumerable.Range(0, length).Aggregate(default(Decisions), (sum, i) => sum + new Decisions(
            one[i] && other[i] ? 1 : 0, one[i] && !other[i] ? 1 : 0, !one[i] && other[i] ? 1 : 0, !one[i] && !other[i] ? 1 : 0));
        Agreement.OfCharacters(length, first, second)
            .ShouldBe(expected, $"{string.Join(' ', first)} and {string.Join(' ', second)} of {length}");
    });

    static List<(int Start, int End)> Ranges(Choices choices, int length) => choices.Some(0, 4, _ =>
    {
        var start = choices.Next(length);
        return (start, choices.Next(start + 1, length + 1));
    });

    static bool[] Marks(List<(int Start, int End)> ranges, int length) =>
        [.. Enumerable.Range(0, length).Select(i => ranges.Any(range => range.Start <= i && i < range.End))];
}
