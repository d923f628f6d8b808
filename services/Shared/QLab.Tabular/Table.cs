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
