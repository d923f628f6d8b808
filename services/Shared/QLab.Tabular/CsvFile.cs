using System.Text;
using CsvHelper;

namespace QLab.Tabular;

/// <summary>Why a file cannot be read at all.</summary>
/// <param name="faults">By JSON Pointer of the column; the empty pointer is the file.</param>
public sealed class UnreadableTableException(Dictionary<string, string[]> faults) : Exception("The file cannot be read.")
{
    const int LongestShown = 130;

    /// <summary>One fault of the file as a whole.</summary>
    public UnreadableTableException(string fault) : this(new Dictionary<string, string[]> { [""] = [fault] }) { }

    /// <summary>By JSON Pointer of the column; the empty pointer is the file.</summary>
    public Dictionary<string, string[]> Faults => faults;

    /// <summary>Where to say what is wrong with a column, however long its name is.</summary>
    public static string Pointer(string column)
    {
        var shown = column.Length > LongestShown ? column[..LongestShown] : column;
        return $"/{shown.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
    }
}

/// <summary>
/// A CSV file (RFC 4180) as spreadsheets write it: commas, semicolons or tabs, with or without a byte order mark. Read line by line,
/// never as a whole.
/// </summary>
public sealed class CsvFile : IAsyncDisposable
{
    /// <summary>What to do about bytes that are not UTF-8.</summary>
    public const string SaveAsUtf8 = "Save the file as 'CSV UTF-8'.";

    const int KiB = 1024, Peeked = 64 * KiB;

    readonly CsvReader csv;
    readonly int longestLine;
    bool malformed;

    CsvFile(Stream file, char separator, int longestLine, bool trimmed)
    {
        this.longestLine = longestLine;
        csv = CsvReader.Create(file, new CsvReaderOptions
        {
            Separator = separator, DetectSeparatorHint = false, TrimWhitespace = trimmed, TrackLineNumbers = true,
            MaxRecordSize = longestLine,
            IncludeValuesInExceptions = false, OnMalformedRecord = _ => malformed = true,
        });
    }

    /// <summary>The names in the first line, without spaces around them.</summary>
    public IReadOnlyList<string> Headers { get; private set; } = [];

    /// <summary>The line of the file that the present row begins on.</summary>
    public int Line => (int)csv.LineNumber;

    /// <summary>What is wrong with the present row as a whole; null when its cells can be read.</summary>
    public string? Fault =>
        malformed ? "The quotes of this line do not match."
        : csv.FieldCount != Headers.Count ? $"The line has {csv.FieldCount} cells, the first line {Headers.Count}."
        : null;

    /// <summary>A file whose first line has been read.</summary>
    /// <param name="body">The file; read once, left open.</param>
    /// <param name="longestLine">In bytes.</param>
    /// <param name="trimmed">Whether spaces around cells, outside of quotes, are left out.</param>
    /// <param name="ct">Ends it early.</param>
    /// <exception cref="UnreadableTableException">The first line cannot be read.</exception>
    public static async Task<CsvFile> OpenAsync(
        Stream body, int longestLine = KiB * KiB, bool trimmed = false, CancellationToken ct = default)
    {
        var (start, separator) = await PeekAsync(body, ct);
        var file = new CsvFile(new ResumedStream(start, body), separator, longestLine, trimmed);
        await file.Guarded(async () => { await file.csv.ReadHeaderAsync(ct); return true; });
        file.Headers = [.. file.csv.Headers.Select(header => header.Trim())];
        return file;
    }

    /// <summary>Goes on to the next row.</summary>
    /// <returns>False after the last.</returns>
    /// <exception cref="UnreadableTableException">Nothing more can be read.</exception>
    public Task<bool> ReadAsync(CancellationToken ct)
    {
        malformed = false;
        return Guarded(async () => await csv.ReadAsync(ct));
    }

    /// <summary>A cell of the present row; empty where the row has none.</summary>
    public string Cell(int column) => column < csv.FieldCount ? csv.GetString(column) : "";

    /// <summary>Whether a cell came from bytes that are not UTF-8.</summary>
    public static bool IsGarbled(string cell) => cell.Contains('\uFFFD', StringComparison.Ordinal);

    async Task<bool> Guarded(Func<Task<bool>> read)
    {
        try
        {
            return await read();
        }
        catch (CsvFormatException e)
        {
            throw new UnreadableTableException(
                $"The file cannot be read beyond line {Math.Max(e.LineNumber, csv.LineNumber)}: "
                + $"a quote is never closed there, or the line is longer than {longestLine / KiB} kB.");
        }
    }

    /// <summary>The separator is what the first line has most of: further down, texts have separators of their own.</summary>
    static async Task<(byte[] Start, char Separator)> PeekAsync(Stream file, CancellationToken ct)
    {
        var buffer = new byte[Peeked];
        var start = buffer[..await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct)];
        var encoding = start is [0xFF, 0xFE, ..] ? Encoding.Unicode : start is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode : Encoding.UTF8;
        var text = encoding.GetString(start);
        var header = text.AsSpan()[..(text.AsSpan().IndexOfAny('\r', '\n') is var end and >= 0 ? end : text.Length)].ToString();
        return (start, new[] { ',', ';', '\t' }.MaxBy(separator => header.Count(c => c == separator)));
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => csv.DisposeAsync();
}
