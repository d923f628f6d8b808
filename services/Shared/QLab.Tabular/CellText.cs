using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace QLab.Tabular;

/// <summary>What a cell of text may look like, and how it is read back.</summary>
public static class CellText
{
    /// <summary>Between several things in one cell; within one of them it is written <c>\;</c> and a backslash <c>\\</c>.</summary>
    public const char Between = ';';

    /// <summary>Room for a number, an id, a day or an instant.</summary>
    public const int Room = 40;

    static readonly SearchValues<byte> Special = SearchValues.Create(";\\"u8);

    /// <summary>
    /// Spreadsheets run a text that begins like a formula, so an apostrophe is put before it. One that already has apostrophes before such
    /// a beginning gets one more, so that taking one away gives back the text whatever it was.
    /// </summary>
    public static bool LooksLikeFormula(ReadOnlySpan<byte> text)
    {
        var begin = text.IndexOfAnyExcept((byte)'\'');
        return begin >= 0 && (text[begin] is (byte)'=' or (byte)'+' or (byte)'-' or (byte)'@' or (byte)'\t' or (byte)'\r' or (byte)'\n'
            || IsFullWidth(text[begin..]));
    }

    /// <summary>The text that was given, from a cell as <see cref="CsvWriter"/> writes it.</summary>
    public static string Original(string cell) =>
        cell.StartsWith('\'') && LooksLikeFormula(Encoding.UTF8.GetBytes(cell)) ? cell[1..] : cell;

    /// <summary>The things in a joined cell; one that is missing beside others is an empty text.</summary>
    public static IReadOnlyList<string> Split(string cell)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        for (var i = 0; i < cell.Length; i++)
        {
            if (cell[i] == Between)
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else
            {
                part.Append(cell[i] == '\\' && i + 1 < cell.Length ? cell[++i] : cell[i]);
            }
        }
        parts.Add(part.ToString());
        return parts;
    }

    /// <summary>Adds one thing to a joined cell.</summary>
    public static void Escape(ReadOnlySpan<byte> part, IBufferWriter<byte> cell)
    {
        for (var special = part.IndexOfAny(Special); special >= 0; special = part.IndexOfAny(Special))
        {
            cell.Write(part[..special]);
            cell.Write([(byte)'\\', part[special]]);
            part = part[(special + 1)..];
        }
        cell.Write(part);
    }

    /// <summary>A whole number.</summary>
    /// <param name="number">The number.</param>
    /// <param name="room"><see cref="Room"/> bytes to write it in.</param>
    public static ReadOnlySpan<byte> Whole(long number, Span<byte> room)
    {
        Utf8Formatter.TryFormat(number, room, out var length);
        return room[..length];
    }

    /// <summary>An id as it is written everywhere.</summary>
    /// <param name="id">The id.</param>
    /// <param name="room"><see cref="Room"/> bytes to write it in.</param>
    public static ReadOnlySpan<byte> Id(Guid id, Span<byte> room)
    {
        Utf8Formatter.TryFormat(id, room, out var length);
        return room[..length];
    }

    /// <summary>A day as ISO 8601 writes it.</summary>
    /// <param name="day">The day.</param>
    /// <param name="room"><see cref="Room"/> bytes to write it in.</param>
    public static ReadOnlySpan<byte> Day(DateOnly day, Span<byte> room)
    {
        day.TryFormat(room, out var length, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return room[..length];
    }

    /// <summary>An instant as RFC 3339 writes it.</summary>
    /// <param name="utc">The instant, in UTC.</param>
    /// <param name="room"><see cref="Room"/> bytes to write it in.</param>
    public static ReadOnlySpan<byte> Instant(DateTime utc, Span<byte> room)
    {
        utc.TryFormat(room, out var length, "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
        return room[..length];
    }

    /// <remarks>
    /// The full-width forms of = + - @ (U+FF1D, U+FF0B, U+FF0D, U+FF20), which some spreadsheets take for the plain ones.
    /// </remarks>
    static bool IsFullWidth(ReadOnlySpan<byte> text) =>
        text is [0xEF, 0xBC, 0x9D or 0x8B or 0x8D or 0xA0, ..];
}
