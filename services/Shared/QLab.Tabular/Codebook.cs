using System.Text.Json;

namespace QLab.Tabular;

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
