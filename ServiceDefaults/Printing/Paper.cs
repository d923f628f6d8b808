using PdfSharp.Drawing;
using PdfSharp.Fonts;
using PdfSharp.Pdf;

namespace QLab.ServiceDefaults.Printing;

/// <summary>Pages to print, as one PDF. Measures are millimetres from the upper left corner.</summary>
public sealed class Paper : IDisposable
{
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
