using PdfSharp.Fonts;
using SkiaSharp;

namespace QLab.ServiceDefaults.Printing;

/// <summary>
/// Open Sans (SIL Open Font License, see <c>Fonts/OFL.txt</c>), which comes with the platform: what is printed looks the same on every
/// machine, whether or not it has fonts, and has the letters of Welsh.
/// </summary>
sealed class EmbeddedFonts : IFontResolver
{
    public const string Family = "Open Sans";
    const string Regular = "OpenSans-Regular.ttf", Bold = "OpenSans-Bold.ttf";

    static readonly Lazy<SKFont> Letters = new(() => new(SKTypeface.FromStream(new MemoryStream(Read(Regular)))));

    /// <summary>Whether there is a picture of this letter; bold has the same ones.</summary>
    public static bool Has(int codePoint) => Letters.Value.ContainsGlyph(codePoint);

    public FontResolverInfo ResolveTypeface(string familyName, bool bold, bool italic) =>
        new(bold ? Bold : Regular, mustSimulateBold: false, mustSimulateItalic: italic);

    public byte[] GetFont(string faceName) => Read(faceName);

    static byte[] Read(string faceName)
    {
        using var font = typeof(EmbeddedFonts).Assembly.GetManifestResourceStream($"fonts/{faceName}")!;
        var bytes = new byte[font.Length];
        font.ReadExactly(bytes);
        return bytes;
    }
}
