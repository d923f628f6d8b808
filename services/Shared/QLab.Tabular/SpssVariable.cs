using System.Globalization;

namespace QLab.Tabular;

/// <summary>How SPSS is to read a column.</summary>
public sealed class SpssVariable
{
    /// <summary>
    /// The number for "no answer" in variables that have <see cref="Labels"/>; elsewhere a cell is blank, which SPSS takes as missing.
    /// </summary>
    public const int NoAnswer = -99;

    const int LongestName = 64, LongestString = 32_767, Digits = 16, DigitsOfChoice = 8, DigitsOfFlag = 3;

    static readonly string[] Reserved = ["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"];

    SpssVariable(Column column, string name)
    {
        (Column, Name, Format) = (column, name, FormatOf(column));
        if (column.Type is not (ColumnType.Choice or ColumnType.Flag) || column.Values.Count == 0) return;
        Codes = CodesOf(column.Values);
        Labels = [.. column.Values.Select(value => (Codes[value.Value], value.Label))];
        if (column.Other is not { } other) return;
        Other = Codes.Values.Max() + 1;
        Labels = [.. Labels, (Other.Value, other)];
    }

    /// <summary>What is read.</summary>
    public Column Column { get; }

    /// <summary>Legal there: a letter first, no more than 64 bytes, each only once whatever its case.</summary>
    public string Name { get; }

    /// <summary>An SPSS format.</summary>
    public string Format { get; }

    /// <summary>The number that stands for a value; null where cells hold what was said.</summary>
    public IReadOnlyDictionary<string, int>? Codes { get; }

    /// <summary>What the numbers mean.</summary>
    public IReadOnlyList<(int Code, string Label)> Labels { get; } = [];

    /// <summary>The number for what is none of the values.</summary>
    public int? Other { get; }

    /// <summary>Cells hold numbers that stand for something.</summary>
    public bool IsCoded => Labels.Count > 0;

    /// <summary>The variables of a table, in the order of its columns.</summary>
    public static IReadOnlyList<SpssVariable> Of(IEnumerable<Column> columns)
    {
        var taken = new HashSet<string>(Reserved, StringComparer.OrdinalIgnoreCase);
        return [.. columns.Select(column => new SpssVariable(column, NameOf(column.Name, taken)))];
    }

    /// <summary>Values that are numbers stay what they are; others are counted from 1.</summary>
    static Dictionary<string, int> CodesOf(IReadOnlyList<ValueLabel> values) => values.All(v => IsNumber(v.Value))
        ? values.ToDictionary(v => v.Value, v => int.Parse(v.Value, CultureInfo.InvariantCulture))
        : values.Index().ToDictionary(v => v.Item.Value, v => v.Index + 1);

    static bool IsNumber(string value) =>
        value.Length < 8
            && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && (value == "0" || value[0] != '0');

    static string FormatOf(Column column) => column.Type switch
    {
        ColumnType.Number => $"F{column.Width ?? Digits}.4",
        ColumnType.Whole => $"F{column.Width ?? Digits}.0",
        ColumnType.Choice => $"F{column.Width ?? DigitsOfChoice}.0",
        ColumnType.Flag => $"F{column.Width ?? DigitsOfFlag}.0",
        ColumnType.Date => "SDATE10",
        ColumnType.Time => "TIME8",
        ColumnType.DateTime => "DATETIME20",
        _ => $"A{Math.Min(LongestString, column.Width ?? LongestString)}",
    };

    static string NameOf(string column, HashSet<string> taken)
    {
        var legal = new string([.. column.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' ? c : '_')]);
        for (var i = 1; ; i++)
        {
            var ending = i == 1 ? "" : $"_{i}";
            var name = legal[..Math.Min(legal.Length, LongestName - ending.Length)].TrimEnd('.', '_') + ending;
            if (taken.Add(name)) return name;
        }
    }
}
