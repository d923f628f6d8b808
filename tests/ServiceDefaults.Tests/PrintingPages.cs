using System.Text;
using PdfSharp.Pdf.IO;
using QLab.ServiceDefaults.Printing;

namespace QLab.ServiceDefaults.Tests;

public sealed class PrintingPages
{
    [Fact]
    public void Makes_pages_of_the_size_asked_for_in_letters_that_come_with_the_platform()
    {
        using var paper = new Paper("Cardiau", "cy");
        paper.Add(210, 148).Write("Llŷr a Siân, ŵyr y tŷ — £5", 10, 10, 100, 12, bold: true);
        paper.Add(210, 148);

        var pdf = paper.ToArray();

        using var read = PdfReader.Open(new MemoryStream(pdf), PdfDocumentOpenMode.Import);
        (read.PageCount, Math.Round(read.Pages[0].Width.Millimeter), Math.Round(read.Pages[0].Height.Millimeter)).ShouldBe((2, 210d, 148d));
        (read.Info.Title, read.Language).ShouldBe(("Cardiau", "cy"));
        var file = Encoding.Latin1.GetString(pdf);
        file.ShouldContain("+Open#20Sans", customMessage: "the letters are those of the platform");
        file.ShouldContain("/FontFile2", customMessage: "and they are in the file, whatever the machine has");
    }

    [Fact]
    public void Parts_lines_at_words_and_keeps_those_of_the_writer()
    {
        using var paper = new Paper("Lines", "en");
        var sheet = paper.Add(210, 148);
        var line = sheet.HeightOf("x", 100, 10);
        sheet.HeightOf("one\ntwo\r\n\nthree", 100, 10).ShouldBe(4 * line, 0.001);
        sheet.HeightOf(string.Join(' ', Enumerable.Repeat("word", 60)), 100, 10).ShouldBeGreaterThan(3 * line);
        sheet.HeightOf(new string('w', 300), 50, 10).ShouldBeGreaterThan(8 * line, "a word that is longer than a line is parted");
        sheet.Write("one\ntwo", 10, 20, 100, 10).ShouldBe(20 + 2 * line, 0.001);
        Should.NotThrow(() => sheet.Fit(string.Join(' ', Enumerable.Repeat("word", 5_000)), 10, 10, 50, 50, 12, 7));
    }

    [Theory]
    [InlineData("Llŷr a Siân, ŵyr y tŷ — £5\nWrocław, Đà Nẵng, Αθήνα, Київ", true)]
    [InlineData("Sia\u0302n", true, "an accent of its own joins its letter")]
    [InlineData("I will phone her \U0001F600\uFE0F", true, "a picture is left out")]
    [InlineData("1 Lane\r\nLeeds\tLS1", true, "some programs write lines so")]
    [InlineData("سأسأل طاقم الليل", false)]
    [InlineData("ਮੈਂ ਪੁੱਛਾਂਗਾ", false)]
    [InlineData("我会问夜班护士", false)]
    [InlineData("אשאל את צוות הלילה", false, "the font has the letters, and would write them the wrong way round")]
    public void Tells_whether_a_text_can_be_printed(string text, bool expected, string? why = null) =>
        Paper.CanPrint(text).ShouldBe(expected, why);
}
