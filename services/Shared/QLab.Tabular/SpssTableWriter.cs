using System.Buffers;
using System.Globalization;
using System.Text;

namespace QLab.Tabular;

/// <summary>
/// A table as <see cref="SpssSyntax"/> reads it: numbers for choices, days and times in SPSS's own formats, no line breaks within texts.
/// </summary>
/// <param name="csv">Writes the cells; SPSS is told of commas.</param>
/// <param name="variables">The columns.</param>
public sealed class SpssTableWriter(CsvWriter csv, IReadOnlyList<SpssVariable> variables) : ITableWriter
{
    readonly ArrayBufferWriter<byte> utf8 = new(), line = new();
    readonly (byte[] Value, byte[] Code)[][] codes = [.. variables.Select(variable => Utf8(variable.Codes))];
    int column;

    /// <inheritdoc />
    public void Begin() => csv.Line([.. variables.Select(variable => variable.Name)]);

    /// <inheritdoc />
    public void Blank()
    {
        if (variables[column].IsCoded) Code(SpssVariable.NoAnswer);
        else Next().Blank();
    }

    /// <inheritdoc />
    public void Text(ReadOnlySpan<byte> text) => Next().Text(OnOneLine(text));

    /// <inheritdoc />
    public void Text(string text)
    {
        utf8.ResetWrittenCount();
        Encoding.UTF8.GetBytes(text, utf8);
        Text(utf8.WrittenSpan);
    }

    /// <inheritdoc />
    public void Number(ReadOnlySpan<byte> number) => Next().Plain(number);

    /// <inheritdoc />
    public void Numbers(ReadOnlySpan<byte> joined) => Text(joined);

    /// <inheritdoc />
    public void Flag(bool value) => Number(value ? "1"u8 : "0"u8);

    /// <inheritdoc />
    public void Choice(ReadOnlySpan<byte> value)
    {
        foreach (var (known, code) in codes[column])
        {
            if (!value.SequenceEqual(known)) continue;
            Number(code);
            return;
        }
        if (variables[column].IsCoded) Blank();
        else Text(value);
    }

    /// <inheritdoc />
    public void Other()
    {
        if (variables[column].Other is { } other) Code(other);
        else Blank();
    }

    /// <inheritdoc />
    public void Id(Guid id) => Number(CellText.Id(id, stackalloc byte[CellText.Room]));

    /// <inheritdoc />
    public void Date(DateOnly day) => Number(CellText.Day(day, stackalloc byte[CellText.Room]));

    /// <inheritdoc />
    public void Time(ReadOnlySpan<byte> written)
    {
        Span<byte> room = stackalloc byte[CellText.Room];
        if (!written.TryCopyTo(room) || written.Length != "09:30".Length)
        {
            Text(written);
            return;
        }
        ":00"u8.CopyTo(room[written.Length..]);
        Text(room[..(written.Length + ":00".Length)]);
    }

    /// <inheritdoc />
    public void Instant(DateTime utc)
    {
        Span<byte> room = stackalloc byte[CellText.Room];
        utc.TryFormat(room, out var length, "dd-MMM-yyyy HH:mm:ss", CultureInfo.InvariantCulture);
        Ascii.ToUpperInPlace(room[..length], out _);
        Text(room[..length]);
    }

    /// <inheritdoc />
    public void Instant(ReadOnlySpan<byte> written)
    {
        Span<char> room = stackalloc char[CellText.Room];
        if (!Encoding.UTF8.TryGetChars(written, room, out var length)) throw new FormatException("This is no instant.");
        Instant(DateTimeOffset.Parse(room[..length], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcDateTime);
    }

    /// <inheritdoc />
    public void EndRow()
    {
        csv.EndLine();
        column = 0;
    }

    void Code(int code) => Number(CellText.Whole(code, stackalloc byte[CellText.Room]));

    CsvWriter Next()
    {
        column++;
        return csv;
    }

    ReadOnlySpan<byte> OnOneLine(ReadOnlySpan<byte> text)
    {
        if (text.IndexOfAny((byte)'\r', (byte)'\n') < 0) return text;
        line.ResetWrittenCount();
        var copy = line.GetSpan(text.Length)[..text.Length];
        text.CopyTo(copy);
        copy.Replace((byte)'\r', (byte)' ');
        copy.Replace((byte)'\n', (byte)' ');
        return copy;
    }

    static (byte[] Value, byte[] Code)[] Utf8(IReadOnlyDictionary<string, int>? codes) =>
        [.. (codes ?? new Dictionary<string, int>()).Select(code => (
            Encoding.UTF8.GetBytes(code.Key), Encoding.UTF8.GetBytes(code.Value.ToString(CultureInfo.InvariantCulture))))];
}
