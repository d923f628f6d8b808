using System.Globalization;
using System.Text;
using PdfSharp.Drawing;
using PdfSharp.Fonts;
using PdfSharp.Pdf;

namespace QLab.ServiceDefaults.Printing;

/// <summary>Pages to print, as one PDF. Measures are millimetres from the upper left corner.</summary>
public sealed class Paper : IDisposable
{
    // They say how the character before them is to look, as a letter or as a picture.
    const int FirstVariation = 0xFE00, LastVariation = 0xFE0F;

    static Paper() => GlobalFontSettings.FontResolver ??= new EmbeddedFonts();

    readonly PdfDocument document = new();
    readonly List<Sheet> sheets = [];

    /// <summary>An empty document.</summary>
    /// <param name="title">What a reader's window is called.</param>
    /// <param name="language">The tag of the language that it is in, for those who have it read to them.</param>
    public Paper(string title, string language)
    {
        document.Info.Title = title;
        document.Language = language;
    }

    /// <summary>How many pages there are.</summary>
    public int Pages => document.PageCount;

    /// <summary>Adds a page.</summary>
    /// <param name="width">In millimetres.</param>
    /// <param name="height">In millimetres.</param>
    public Sheet Add(double width, double height)
    {
        var page = document.AddPage();
        (page.Width, page.Height) = (XUnit.FromMillimeter(width), XUnit.FromMillimeter(height));
        var sheet = new Sheet(XGraphics.FromPdfPage(page), width, height);
        sheets.Add(sheet);
        return sheet;
    }

    /// <summary>
    /// Whether all letters of a text can be printed: the font has them, and they are written from left to right, one beside the other.
    /// Pictures, like a smiling face, do not count: where the font lacks them, they are left out.
    /// </summary>
    /// <param name="text">The text.</param>
    public static bool CanPrint(string text) => Printable(text).EnumerateRunes().All(IsPrintable);

    /// <summary>
    /// The text with its accents joined to their letters, line breaks of one kind, a space for a tab, and no pictures that the font lacks.
    /// </summary>
    internal static string Printable(string text) => string.Concat(
        text.ReplaceLineEndings("\n").Replace('\t', ' ').Normalize().EnumerateRunes().Where(rune => !IsLeftOut(rune)));

    static bool IsPrintable(Rune rune) => rune.Value == '\n' || EmbeddedFonts.Has(rune.Value) && !IsFromRightToLeft(rune.Value);

    static bool IsLeftOut(Rune rune) => !EmbeddedFonts.Has(rune.Value)
        && (Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol or UnicodeCategory.Format
            || rune.Value is >= FirstVariation and <= LastVariation);

    /// <summary>Of scripts of which the font has letters, and which it has not the order of: Hebrew, also as presentation forms.</summary>
    static bool IsFromRightToLeft(int codePoint) => codePoint is >= 0x590 and <= 0x5FF or >= 0xFB1D and <= 0xFB4F;

    /// <summary>The PDF.</summary>
    public byte[] ToArray()
    {
        sheets.ForEach(sheet => sheet.Dispose());
        using var bytes = new MemoryStream();
        document.Save(bytes, closeStream: false);
        return bytes.ToArray();
    }

    /// <inheritdoc />
    public void Dispose() => document.Dispose();
}
