namespace QLab.Tabular;

/// <summary>
/// Takes a table row by row, and a row cell by cell in the order of the columns. Each format writes the same thing in its own way.
/// </summary>
public interface ITableWriter
{
    /// <summary>The first line.</summary>
    void Begin();

    /// <summary>Nothing.</summary>
    void Blank();

    /// <summary>A text in UTF-8.</summary>
    void Text(ReadOnlySpan<byte> text);

    /// <summary>A text.</summary>
    void Text(string text);

    /// <summary>A number as it is written.</summary>
    void Number(ReadOnlySpan<byte> number);

    /// <summary>Several numbers joined by <see cref="CellText.Between"/>.</summary>
    void Numbers(ReadOnlySpan<byte> joined);

    /// <summary>Yes or no.</summary>
    void Flag(bool value);

    /// <summary>One of the column's values.</summary>
    void Choice(ReadOnlySpan<byte> value);

    /// <summary>None of the column's values, but an answer; what it is may stand in another column.</summary>
    void Other();

    /// <summary>An id.</summary>
    void Id(Guid id);

    /// <summary>A day.</summary>
    void Date(DateOnly day);

    /// <summary>A time of day as it was written: <c>09:30</c> or <c>09:30:15</c>.</summary>
    void Time(ReadOnlySpan<byte> written);

    /// <summary>An instant, in UTC.</summary>
    void Instant(DateTime utc);

    /// <summary>An instant as it was written, in ISO 8601.</summary>
    void Instant(ReadOnlySpan<byte> written);

    /// <summary>Ends the row.</summary>
    void EndRow();

    /// <summary>A whole number.</summary>
    void Number(long number) => Number(CellText.Whole(number, stackalloc byte[CellText.Room]));
}
