namespace QLab.Tabular;

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
