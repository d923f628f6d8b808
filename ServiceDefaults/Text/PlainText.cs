using System.Globalization;
using System.Text;

namespace QLab.ServiceDefaults.Text;

/// <summary>What a text may hold that people write and others read, in any script.</summary>
public static class PlainText
{
    /// <summary>What a text of one line looks like to those who read the API's description.</summary>
    public const string OneLinePattern = @"^[^\p{Cc}]*$";

    /// <summary>What is wrong with a text; null when nothing is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">The most characters.</param>
    /// <param name="lines">Whether it may have more than one line.</param>
    public static string? Fault(string text, int most, bool lines) =>
        text.Length > most ? $"This may have at most {most} characters."
        : IsBlank(text) ? "This is blank."
        : IsPlain(text, lines) ? null
        : lines ? "No control characters other than line breaks and tabs, and no marks that turn the direction of writing."
        : "No control characters, no line breaks and no marks that turn the direction of writing.";

    /// <summary>Nothing that a reader could see.</summary>
    /// <param name="text">The text.</param>
    public static bool IsBlank(string text) => !text.EnumerateRunes().Any(rune =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.EnclosingMark or UnicodeCategory.OtherNotAssigned));

    /// <summary>No control characters, no halves of characters, and no marks that reorder or hide.</summary>
    /// <param name="text">The text.</param>
    /// <param name="lines">Whether it may have line breaks and tabs.</param>
    /// <remarks>The joiners and the two direction marks stay: Persian, Hebrew and the scripts of India need them.</remarks>
    public static bool IsPlain(string text, bool lines)
    {
        for (var i = 0; i < text.Length; i += char.IsSurrogate(text[i]) ? 2 : 1)
        {
            var c = text[i];
            if (char.IsSurrogate(c) && !(i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]))) return false;
            if (char.IsControl(c) && !(lines && c is ('\n' or '\r' or '\t'))) return false;
            if (c is '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF'
                or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or (>= '\uFFF9' and <= '\uFFFC')) return false;
        }
        return true;
    }
}
