using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;

namespace QLab.Participants;

/// <summary>A list of texts, each of them not blank and none longer than <paramref name="length"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
sealed class TextsAttribute(int most, int length) : ValidationAttribute
{
    public override bool IsValid(object? value) =>
        value is not string?[] texts
        || texts.Length <= most && texts.All(text => text is not null && text.Length <= length && !PlainText.IsBlank(text) && PlainText.IsPlain(text, lines: true));

    public override string FormatErrorMessage(string name) => $"At most {most} texts, each of 1 to {length} characters, none blank and none with control characters.";
}

/// <summary>A text of one line (or several, where <see cref="Lines"/> says so) in any script, kept exactly as it was sent. Not blank, and nothing in it that is invisible and reorders or hides.</summary>
[AttributeUsage(AttributeTargets.Property)]
sealed class TextAttribute(int most) : ValidationAttribute
{
    /// <summary>Whether it may have more than one line.</summary>
    public bool Lines { get; init; }

    public override bool IsValid(object? value) => value is not string text || text.Length <= most && !PlainText.IsBlank(text) && PlainText.IsPlain(text, Lines);

    public override string FormatErrorMessage(string name) =>
        $"1 to {most} characters, not all of them blank, without control characters{(Lines ? " other than line breaks" : " and line breaks")} and without marks that turn the direction of writing.";
}

static class PlainText
{
    /// <summary>Nothing that a reader could see.</summary>
    public static bool IsBlank(string text) => !text.EnumerateRunes().Any(rune =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.OtherNotAssigned));

    /// <remarks>The joiners and the two direction marks stay: Persian, Hebrew and the scripts of India need them.</remarks>
    public static bool IsPlain(string text, bool lines)
    {
        for (var i = 0; i < text.Length; i += char.IsSurrogate(text[i]) ? 2 : 1)
        {
            var c = text[i];
            if (char.IsSurrogate(c) && !(i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]))) return false;
            if (char.IsControl(c) && !(lines && c is ('\n' or '\r' or '\t'))) return false;
            if (c is '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or (>= '\uFFF9' and <= '\uFFFC')) return false;
        }
        return true;
    }
}
