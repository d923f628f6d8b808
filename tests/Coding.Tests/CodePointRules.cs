using System.Globalization;

namespace QLab.Coding.Tests;

public sealed class CodePointRules
{
    static readonly string[] Pieces = ["a", "é", "e\u0301", "😀", "👩‍👩‍👧", "🇬🇧", "中", "\r\n", "\n", " ", "ก็", "ß", "👍🏽"];

    [Theory]
    [InlineData("abc", 0, 1, 0, 1)]
    [InlineData("e\u0301t", 1, 3, 0, 3)]
    [InlineData("e\u0301t", 0, 1, 0, 2)]
    [InlineData("a\r\nb", 0, 2, 0, 3)]
    [InlineData("🇬🇧🇫🇷", 1, 3, 0, 4)]
    [InlineData("👍🏽", 0, 1, 0, 2)]
    public void A_range_is_widened_to_whole_characters(string text, int start, int end, int wholeStart, int wholeEnd) =>
        new CodePoints(text).Whole(start, end).ShouldBe((wholeStart, wholeEnd));

    [Fact]
    public void Whatever_the_text_cutting_is_counting_runes_and_widening_is_the_smallest_that_cuts_no_character() =>
        Property.Holds(900, choices =>
    {
        var text = string.Concat(choices.Some(1, 11, _ => choices.Of(Pieces)));
        var (points, runes) = (new CodePoints(text), text.EnumerateRunes().ToList());
        points.Length.ShouldBe(runes.Count, text);
        var start = choices.Next(runes.Count);
        var end = choices.Next(start + 1, runes.Count + 1);
        points.Cut(start, end).ShouldBe(string.Concat(runes[start..end]), text);

        var bounds = Bounds(text);
        points.Whole(start, end).ShouldBe((bounds.Last(b => b <= start), bounds.First(b => b >= end)), text);
    });

    /// <summary>Where characters that people see begin, in code points, and where the text ends.</summary>
    static List<int> Bounds(string text)
    {
        var bounds = new List<int> { 0 };
        for (var e =
            StringInfo.GetTextElementEnumerator(text); e.MoveNext();) bounds.Add(bounds[^1] + e.GetTextElement().EnumerateRunes().Count());
        return bounds;
    }
}
