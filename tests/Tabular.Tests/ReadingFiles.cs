using System.Buffers;
using System.Text;

namespace QLab.Tabular.Tests;

public sealed class ReadingFiles
{
    static readonly string[] Pieces =
        ["=", "+", "-", "@", "'", "\"", ";", ",", "\\", "\t", "\r", "\n", "\r\n", "＝", " ", "a", "0", "words", "🦋", "Ŵ", "ע", "\uFEFF"];

    [Fact]
    public void Whatever_was_written_is_read_again() => Property.Holds(500, async choices =>
    {
        var delimiter = choices.Pick(Delimiter.Comma, Delimiter.Semicolon, Delimiter.Tab);
        var width = choices.Next(2, 5);
        var rows = choices.Some(
            1, 5, _ => Enumerable.Range(0, width).Select(_ => string.Concat(choices.Some(0, 6, _ => choices.Of(Pieces)))).ToArray());
        var file = new ArrayBufferWriter<byte>();
        var csv = new CsvWriter(file, delimiter, bom: choices.Chance());
        csv.Line([.. Enumerable.Range(0, width).Select(i => $"c{i}")]);
        foreach (var row in rows) csv.Line(row);

        var read = await ReadAsync(file.WrittenSpan.ToArray());

        read.Select(row => row.Fault).ShouldAllBe(fault => fault == null);
        read.SelectMany(row => row.Cells.Select(CellText.Original)).ShouldBe(rows.SelectMany(row => row));
        var sign = delimiter switch { Delimiter.Semicolon => ';', Delimiter.Tab => '\t', _ => ',' };
        var strict = CsvText.Read(Encoding.UTF8.GetString(file.WrittenSpan).TrimStart('\uFEFF'), sign);
        strict.Skip(1).SelectMany(row => row).ShouldBe(read.SelectMany(row => row.Cells));
    });

    [Theory]
    [InlineData("a,b\n1,2\n", ',')]
    [InlineData("a;b\n\"1\";2\n", ';')]
    [InlineData("a\tb\r\n1\t2\r\n", '\t')]
    [InlineData("\uFEFFa , b\n1,2", ',')]
    public async Task Comes_with_any_of_three_separators(string text, char separator)
    {
        var rows = await ReadAsync(Encoding.UTF8.GetBytes(text));

        rows.ShouldHaveSingleItem().Cells.ShouldBe(["1", "2"], $"parted by {(int)separator}");
    }

    [Fact]
    public async Task Comes_in_UTF_16_too() =>
        (await ReadAsync([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a;b\r\nŴ;2\r\n")])).ShouldHaveSingleItem().Cells.ShouldBe(["Ŵ", "2"]);

    [Fact]
    public async Task Names_the_line_that_each_row_begins_on_and_what_is_wrong_with_it()
    {
        var rows = await ReadAsync("a,b\n\"two\nlines\",2\n1\n\"x\"y,2\n\n5,6\n"u8.ToArray());

        rows.Select(row => (row.Line, row.Fault)).ShouldBe(
        [
            (2, null), (4, "The line has 1 cells, the first line 2."), (5, "The quotes of this line do not match."), (7, null),
        ]);
    }

    [Fact]
    public async Task Says_where_it_ends_when_a_quote_is_never_closed()
    {
        var refused = await Should.ThrowAsync<UnreadableTableException>(
            () => ReadAsync([.. "a,b\n1,2\n\"3,4\n"u8, .. new byte[70_000]], longestLine: 64 * 1024));

        refused.Faults[""].ShouldHaveSingleItem()
            .ShouldBe("The file cannot be read beyond line 3: a quote is never closed there, or the line is longer than 64 kB.");
    }

    [Fact]
    public async Task Leaves_spaces_around_cells_out_when_told_to()
    {
        var text = "a,b\n 1 , \" 2 \" \n"u8.ToArray();

        (await ReadAsync(text, trimmed: true))[0].Cells.ShouldBe(["1", " 2 "]);
        (await ReadAsync("a,b\n 1 ,2\n"u8.ToArray()))[0].Cells.ShouldBe([" 1 ", "2"]);
    }

    [Fact]
    public void Points_at_columns_however_they_are_called() =>
        UnreadableTableException.Pointer($"a/b~c{new string('x', 200)}").ShouldBe($"/a~1b~0c{new string('x', 125)}");

    static async Task<List<(int Line, string? Fault, string[] Cells)>> ReadAsync(
        byte[] file, int longestLine = 1024 * 1024, bool trimmed = false)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var csv = await CsvFile.OpenAsync(new MemoryStream(file), longestLine, trimmed, ct);
        var rows = new List<(int, string?, string[])>();
        while (await csv.ReadAsync(ct)) rows.Add((csv.Line, csv.Fault, [.. csv.Headers.Select((_, i) => csv.Cell(i))]));
        return rows;
    }
}
