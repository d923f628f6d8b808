using System.Buffers;
using System.Text;

namespace QLab.Tabular;

/// <summary>What parts the cells of a line.</summary>
public enum Delimiter
{
    /// <summary>A comma.</summary>
    Comma,

    /// <summary>A semicolon.</summary>
    Semicolon,

    /// <summary>A tab.</summary>
    Tab,
}

/// <summary>
/// Writes CSV as RFC 4180 has it, in UTF-8: cells quoted where they must be, lines ended with CR LF, no text that a spreadsheet runs.
/// </summary>
public sealed class CsvWriter
{
    static readonly SearchValues<byte> Quoted = SearchValues.Create("\"\r\n,;\t"u8);

    readonly IBufferWriter<byte> output;
    readonly ArrayBufferWriter<byte> utf8 = new();
    readonly byte between;
    bool begun;

    /// <summary>A writer at the beginning of a file.</summary>
    /// <param name="output">Where it writes to.</param>
    /// <param name="delimiter">What parts the cells.</param>
    /// <param name="bom">Whether a byte order mark comes first, by which spreadsheets know that it is UTF-8.</param>
    public CsvWriter(IBufferWriter<byte> output, Delimiter delimiter = Delimiter.Comma, bool bom = false)
    {
        this.output = output;
        between = delimiter switch { Delimiter.Semicolon => (byte)';', Delimiter.Tab => (byte)'\t', _ => (byte)',' };
        if (bom) output.Write("\uFEFF"u8);
    }

    /// <summary>An empty cell.</summary>
    public void Blank() => Separate();

    /// <summary>Something that holds neither delimiters nor quotes: a number, an id, a day.</summary>
    public void Plain(ReadOnlySpan<byte> value)
    {
        Separate();
        output.Write(value);
    }

    /// <summary>What somebody wrote: no spreadsheet takes it for a formula.</summary>
    public void Text(ReadOnlySpan<byte> text) => Cell(text, CellText.LooksLikeFormula(text));

    /// <summary>What somebody wrote: no spreadsheet takes it for a formula.</summary>
    public void Text(string text)
    {
        utf8.ResetWrittenCount();
        Encoding.UTF8.GetBytes(text, utf8);
        Text(utf8.WrittenSpan);
    }

    /// <summary>Several numbers in one cell.</summary>
    public void Numbers(ReadOnlySpan<byte> joined) => Cell(joined, isFormula: false);

    /// <summary>Ends the line.</summary>
    public void EndLine()
    {
        output.Write("\r\n"u8);
        begun = false;
    }

    /// <summary>A whole line of texts, such as the first.</summary>
    public void Line(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts) Text(text);
        EndLine();
    }

    void Cell(ReadOnlySpan<byte> text, bool isFormula)
    {
        Separate();
        if (!isFormula && text.IndexOfAny(Quoted) < 0)
        {
            output.Write(text);
            return;
        }
        output.Write("\""u8);
        if (isFormula) output.Write("'"u8);
        for (var quote = text.IndexOf((byte)'"'); quote >= 0; quote = text.IndexOf((byte)'"'))
        {
            output.Write(text[..(quote + 1)]);
            output.Write("\""u8);
            text = text[(quote + 1)..];
        }
        output.Write(text);
        output.Write("\""u8);
    }

    void Separate()
    {
        if (begun) output.Write([between]);
        begun = true;
    }
}

/// <summary>A table as CSV.</summary>
/// <param name="csv">Writes the cells.</param>
/// <param name="columns">The names in the first line.</param>
public sealed class CsvTableWriter(CsvWriter csv, IEnumerable<string> columns) : ITableWriter
{
    /// <inheritdoc />
    public void Begin() => csv.Line([.. columns]);

    /// <inheritdoc />
    public void Blank() => csv.Blank();

    /// <inheritdoc />
    public void Text(ReadOnlySpan<byte> text) => csv.Text(text);

    /// <inheritdoc />
    public void Text(string text) => csv.Text(text);

    /// <inheritdoc />
    public void Number(ReadOnlySpan<byte> number) => csv.Plain(number);

    /// <inheritdoc />
    public void Numbers(ReadOnlySpan<byte> joined) => csv.Numbers(joined);

    /// <inheritdoc />
    public void Flag(bool value) => csv.Plain(value ? "1"u8 : "0"u8);

    /// <inheritdoc />
    public void Choice(ReadOnlySpan<byte> value) => csv.Text(value);

    /// <inheritdoc />
    public void Other() => csv.Blank();

    /// <inheritdoc />
    public void Id(Guid id) => csv.Plain(CellText.Id(id, stackalloc byte[CellText.Room]));

    /// <inheritdoc />
    public void Date(DateOnly day) => csv.Plain(CellText.Day(day, stackalloc byte[CellText.Room]));

    /// <inheritdoc />
    public void Time(ReadOnlySpan<byte> written) => csv.Text(written);

    /// <inheritdoc />
    public void Instant(DateTime utc) => csv.Plain(CellText.Instant(utc, stackalloc byte[CellText.Room]));

    /// <inheritdoc />
    public void Instant(ReadOnlySpan<byte> written) => csv.Text(written);

    /// <inheritdoc />
    public void EndRow() => csv.EndLine();
}
