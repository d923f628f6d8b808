using System.ComponentModel.DataAnnotations;
using QLab.ServiceDefaults.Text;

namespace QLab.ServiceDefaults.Tests;

public sealed class WritingPlainTexts
{
    [Theory]
    [InlineData("Quiet nights")]
    [InlineData(" Álvaro O'Neill-Łuczak ")]
    [InlineData("می\u200Cخواهم")]
    [InlineData("שלום\u200F (123)")]
    [InlineData("👩🏽‍⚕️ 🦋")]
    [InlineData("0")]
    [InlineData(null)]
    public void One_line_may_be_in_any_script(string? text) => Faults(new Named(text)).ShouldBeEmpty();

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\u200B\u00A0")]
    public void What_nobody_could_see_is_blank(string text) => Faults(new Named(text)).ShouldBe(["This is blank."]);

    [Theory]
    [InlineData("two\nlines")]
    [InlineData("two\rlines")]
    [InlineData("a\ttab")]
    [InlineData("a\u0000b")]
    [InlineData("a\u0085b")]
    [InlineData("two\u2028lines")]
    [InlineData("invoice\u202Efdp.exe")]
    [InlineData("\uFEFFmark")]
    public void Line_breaks_controls_and_what_hides_or_reorders_are_refused(string text) =>
        Faults(new Named(text)).ShouldBe(["No control characters, no line breaks and no marks that turn the direction of writing."]);

    /// <remarks>Attributes of a test cannot hold half a character.</remarks>
    [Fact]
    public void Halves_of_characters_are_refused()
    {
        foreach (var text in new[] { "half \uD83E", "half \uDD8B of one", "\uDD8B\uD83E" }) Faults(new Named(text)).Count.ShouldBe(1);
    }

    [Fact]
    public void What_is_too_long_is_told_how_long_it_may_be() =>
        Faults(new Named(new string('x', 41))).ShouldBe(["This may have at most 40 characters."]);

    [Fact]
    public void Several_lines_are_taken_where_the_rule_says_so()
    {
        Faults(new Described("two\r\nlines,\ta tab")).ShouldBeEmpty();
        Faults(new Described("a\u0007bell")).ShouldBe(
            ["No control characters other than line breaks and tabs, and no marks that turn the direction of writing."]);
    }

    [Fact]
    public void A_list_of_texts_holds_each_to_the_same_rule()
    {
        Faults(new Listed(["one", "two\nlines"])).ShouldBeEmpty();
        foreach (var texts in new string?[][] { ["one", "two", "three"], [" "], [null], ["bell\u0007"], ["too long for it"] })
            Faults(new Listed(texts)).Count.ShouldBe(1);
    }

    static List<string> Faults(object thing)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(thing, new(thing), results, validateAllProperties: true);
        results.ShouldAllBe(result => result.MemberNames.Single() == "Text");
        return [.. results.Select(result => result.ErrorMessage!)];
    }

    sealed record Named([property: Text(40)] string? Text);

    sealed record Described([property: Text(40, Lines = true)] string? Text);

    sealed record Listed([property: Texts(2, 10)] string?[] Text);
}
