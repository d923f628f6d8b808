using System.Text.Json;

namespace QLab.Tabular;

/// <summary>A column, and how a row says what stands in it.</summary>
/// <typeparam name="TRow">The rows.</typeparam>
/// <param name="Column">The column.</param>
/// <param name="Cell">Writes exactly one cell.</param>
public sealed record TableColumn<TRow>(Column Column, Action<TRow, ITableWriter> Cell)
{
    /// <summary>A column whose name says enough.</summary>
    public TableColumn(string name, ColumnType type, Action<TRow, ITableWriter> cell) : this(new Column(name, name, type), cell) { }
}

/// <summary>A table of objects, for any format.</summary>
/// <typeparam name="TRow">The rows.</typeparam>
/// <param name="columns">Its columns from left to right.</param>
public sealed class Table<TRow>(params IReadOnlyList<TableColumn<TRow>> columns)
{
    /// <summary>Its columns from left to right.</summary>
    public IReadOnlyList<Column> Columns { get; } = [.. columns.Select(one => one.Column)];

    /// <summary>The names of its columns.</summary>
    public IEnumerable<string> Names => Columns.Select(column => column.Name);

    /// <summary>How its rows are written one by one, for <see cref="RowStream"/>.</summary>
    public IRowFormat<TRow> To(ITableWriter cells) => new Rows(columns, cells);

    /// <summary>Writes a table that is small enough to be at hand.</summary>
    public void Write(ITableWriter cells, IEnumerable<TRow> rows)
    {
        var format = To(cells);
        format.Begin();
        foreach (var row in rows) format.Write(row);
    }

    sealed class Rows(IReadOnlyList<TableColumn<TRow>> columns, ITableWriter cells) : IRowFormat<TRow>
    {
        public void Begin() => cells.Begin();

        public void Write(in TRow row)
        {
            foreach (var column in columns) column.Cell(row, cells);
            cells.EndRow();
        }
    }
}

/// <summary>What the cells of a column hold.</summary>
public enum ColumnType
{
    /// <summary>What somebody wrote, an id, or several things in one cell.</summary>
    Text,

    /// <summary>A number that may have decimals.</summary>
    Number,

    /// <summary>A number without decimals.</summary>
    Whole,

    /// <summary>Yes or no, written 1 and 0.</summary>
    Flag,

    /// <summary>One of the column's values.</summary>
    Choice,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A time of day.</summary>
    Time,

    /// <summary>An instant.</summary>
    DateTime,
}

/// <summary>What a value means.</summary>
/// <param name="Value">As it stands in a cell.</param>
/// <param name="Label">What people read.</param>
public sealed record ValueLabel(string Value, string Label);

/// <summary>A column of a table, for those who read it.</summary>
/// <param name="Name">As it stands in the first line.</param>
/// <param name="Label">What it is about, in words.</param>
/// <param name="Type">What its cells hold.</param>
public sealed record Column(string Name, string Label, ColumnType Type)
{
    const int BytesPerCharacter = 4;

    /// <summary>What values mean; a <see cref="ColumnType.Choice"/> and a <see cref="ColumnType.Flag"/> have no others.</summary>
    public IReadOnlyList<ValueLabel> Values { get; init; } = [];

    /// <summary>What stands there instead where a choice is none of the values; null where it always is one.</summary>
    public string? Other { get; init; }

    /// <summary>The values have an order.</summary>
    public bool IsOrdinal { get; init; }

    /// <summary>What an empty cell means.</summary>
    public string Missing { get; init; } = "";

    /// <summary>The longest cell: bytes of a text, digits of a number; null where nobody can say.</summary>
    public int? Width { get; init; }

    /// <summary>The width of texts of so many characters, in whatever script.</summary>
    public static int WidthOf(int characters) => BytesPerCharacter * characters;
}

/// <summary>What the columns of a table mean: a table itself.</summary>
public static class Codebook
{
    /// <summary>A row for each column.</summary>
    public static Table<Column> Table { get; } = new(
        new("variable", ColumnType.Text, (column, cell) => cell.Text(column.Name)),
        new("text", ColumnType.Text, (column, cell) => cell.Text(column.Label)),
        new("type", ColumnType.Text, (column, cell) => cell.Text(JsonNamingPolicy.CamelCase.ConvertName(column.Type.ToString()))),
        new("values", ColumnType.Text, (column, cell) => cell.Text(Values(column.Values))),
        new("missing", ColumnType.Text, (column, cell) => cell.Text(column.Missing)));

    /// <summary>What values mean, in one line.</summary>
    public static string Values(IEnumerable<ValueLabel> values) =>
        string.Join("; ", values.Select(value => $"{value.Value} = {value.Label}"));
}
