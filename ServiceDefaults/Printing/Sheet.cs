using System.Globalization;
using PdfSharp.Drawing;

namespace QLab.ServiceDefaults.Printing;

/// <summary>One page of a <see cref="Paper"/>. Measures are millimetres from the upper left corner; sizes of letters are points.</summary>
public sealed class Sheet : IDisposable
{
    const double PointsAMillimetre = 72 / 25.4, LineHeight = 1.35;

    readonly XGraphics graphics;

    internal Sheet(XGraphics graphics, double width, double height) => (this.graphics, Width, Height) = (graphics, width, height);

    /// <summary>In millimetres.</summary>
    public double Width { get; }

    /// <summary>In millimetres.</summary>
    public double Height { get; }

    /// <summary>Writes text in lines that fit; a word that is longer than a line is parted.</summary>
    /// <param name="text">The text; its own line breaks are kept.</param>
    /// <param name="left">Where lines begin.</param>
    /// <param name="top">Where the first line begins.</param>
    /// <param name="width">How long lines may be.</param>
    /// <param name="size">Of the letters, in points.</param>
    /// <param name="bold">Whether it is bold.</param>
    /// <returns>Where the next line would begin.</returns>
    public double Write(string text, double left, double top, double width, double size, bool bold = false)
    {
        var font = FontOf(size, bold);
        foreach (var line in Lines(text, width, size, bold))
        {
            graphics.DrawString(line, font, XBrushes.Black, new XPoint(left * PointsAMillimetre, top * PointsAMillimetre + size));
            top += size * LineHeight / PointsAMillimetre;
        }
        return top;
    }

    /// <summary>
    /// Writes text with the largest letters, of those allowed, with which it fits; the rest of what is too long is left out.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="left">Where lines begin.</param>
    /// <param name="top">Where the first line begins.</param>
    /// <param name="width">How long lines may be.</param>
    /// <param name="height">How high it may be altogether.</param>
    /// <param name="largest">The size of letters, in points, to begin with.</param>
    /// <param name="smallest">The smallest size that people can read.</param>
    public void Fit(string text, double left, double top, double width, double height, double largest, double smallest)
    {
        var size = largest;
        while (size > smallest && HeightOf(text, width, size) > height) size -= 0.5;
        var most = (int)(height * PointsAMillimetre / (size * LineHeight));
        List<string> lines = [.. Lines(text, width, size, false)];
        Write(string.Join('\n', lines.Count <= most ? lines : [.. lines.Take(most - 1), "…"]), left, top, width, size);
    }

    /// <summary>How high a text is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">How long lines may be.</param>
    /// <param name="size">Of the letters, in points.</param>
    /// <param name="bold">Whether it is bold.</param>
    public double HeightOf(string text, double width, double size, bool bold = false) =>
        Lines(text, width, size, bold).Count() * size * LineHeight / PointsAMillimetre;

    /// <summary>Draws a thin line.</summary>
    /// <param name="left">Where it begins.</param>
    /// <param name="top">How high it begins.</param>
    /// <param name="right">Where it ends.</param>
    /// <param name="bottom">How high it ends.</param>
    public void Line(double left, double top, double right, double bottom) => graphics.DrawLine(
        new XPen(XColors.Gray, 0.5), left * PointsAMillimetre, top * PointsAMillimetre, right * PointsAMillimetre,
        bottom * PointsAMillimetre);

    /// <summary>Draws the outline of a rectangle.</summary>
    /// <param name="left">Its left side.</param>
    /// <param name="top">Its upper side.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    public void Box(double left, double top, double width, double height) => graphics.DrawRectangle(
        new XPen(XColors.Gray, 0.5), left * PointsAMillimetre, top * PointsAMillimetre, width * PointsAMillimetre,
        height * PointsAMillimetre);

    /// <summary>Fills a rectangle with black.</summary>
    /// <param name="left">Its left side.</param>
    /// <param name="top">Its upper side.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    public void Fill(double left, double top, double width, double height) => graphics.DrawRectangle(
        XBrushes.Black, left * PointsAMillimetre, top * PointsAMillimetre, width * PointsAMillimetre, height * PointsAMillimetre);

    /// <inheritdoc />
    public void Dispose() => graphics.Dispose();

    IEnumerable<string> Lines(string text, double width, double size, bool bold)
    {
        var (font, most) = (FontOf(size, bold), width * PointsAMillimetre);
        foreach (var paragraph in Paper.Printable(text).Split('\n'))
        {
            var line = "";
            foreach (var word in paragraph.Split(' ').SelectMany(word => Parts(word, font, most)))
                if (line.Length == 0) line = word;
                else if (Measure($"{line} {word}", font) <= most) line += $" {word}";
                else
                {
                    yield return line;
                    line = word;
                }
            yield return line;
        }
    }

    /// <summary>A word, or its parts where it is longer than a line.</summary>
    IEnumerable<string> Parts(string word, XFont font, double most)
    {
        if (Measure(word, font) <= most) return [word];
        var parts = new List<string> { "" };
        var letters = StringInfo.GetTextElementEnumerator(word);
        while (letters.MoveNext())
        {
            var letter = letters.GetTextElement();
            if (parts[^1].Length > 0 && Measure(parts[^1] + letter, font) > most) parts.Add(letter);
            else parts[^1] += letter;
        }
        return parts;
    }

    double Measure(string text, XFont font) => graphics.MeasureString(text, font).Width;

    static XFont FontOf(double size, bool bold) =>
        new(EmbeddedFonts.Family, size, bold ? XFontStyleEx.Bold : XFontStyleEx.Regular);
}
