using System.Buffers;
using System.Text;

namespace QLab.Tabular.Tests;

public sealed class WritingTexts
{
    [Theory]
    [InlineData("=HYPERLINK(\"http://example.org\",\"x\")", "\"'=HYPERLINK(\"\"http://example.org\"\",\"\"x\"\")\"")]
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-2+3+cmd|' /C calc'!A0", "\"'-2+3+cmd|' /C calc'!A0\"")]
    [InlineData("@SUM(1)", "\"'@SUM(1)\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("\n=1", "\"'\n=1\"")]
    [InlineData("＝1", "\"'＝1\"")]
    [InlineData("'=1", "\"''=1\"")]
    [InlineData("it's = 1", "it's = 1")]
    [InlineData("'quoted'", "'quoted'")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"no\"", "\"say \"\"no\"\"\"")]
    [InlineData("two\r\nlines", "\"two\r\nlines\"")]
    [InlineData("", "")]
    [InlineData("🦋", "🦋")]
    public void Is_quoted_where_needed_and_never_a_formula(string text, string cell)
    {
        var output = new ArrayBufferWriter<byte>();
        var csv = new CsvWriter(output);

        csv.Text(text);
        csv.EndLine();

        Encoding.UTF8.GetString(output.WrittenSpan).ShouldBe($"{cell}\r\n");
        CellText.Original(CsvText.Read(cell == "" ? ",\r\n" : $"{cell}\r\n")[0][0]).ShouldBe(text);
    }

    [Fact]
    public void Several_in_one_cell_are_told_apart_whatever_they_hold()
    {
        string[] answers = ["a;b", "\\", "", ";", "\\;", "plain"];
        var cell = new ArrayBufferWriter<byte>();
        foreach (var (i, answer) in answers.Index())
        {
            if (i > 0) cell.Write(";"u8);
            CellText.Escape(Encoding.UTF8.GetBytes(answer), cell);
        }

        CellText.Split(Encoding.UTF8.GetString(cell.WrittenSpan)).ShouldBe(answers);
    }
}
