namespace QLab.Tabular;

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
