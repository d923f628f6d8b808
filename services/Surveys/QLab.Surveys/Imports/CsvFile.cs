using System.Text;
using CsvHelper;
using QLab.ServiceDefaults.Http;

namespace QLab.Surveys.Imports;

/// <summary>Why a file cannot be read at all, by JSON Pointer of the column; the empty pointer is the file.</summary>
sealed class UnreadableFileException(Dictionary<string, string[]> faults) : Exception("The file cannot be read.")
{
    public UnreadableFileException(string fault) : this(new Dictionary<string, string[]> { [""] = [fault] }) { }

    public Dictionary<string, string[]> Faults => faults;
}

/// <summary>A CSV file (RFC 4180) as spreadsheets write it: commas, semicolons or tabs, with or without a byte order mark. Read line by line, never as a whole.</summary>
sealed class CsvFile : IAsyncDisposable
{
    const int LongestLine = 1024 * 1024, Peeked = 64 * 1024;

    readonly CsvReader csv;
    bool malformed;

    CsvFile(Stream file, char separator) => csv = CsvReader.Create(file, new CsvReaderOptions
    {
        Separator = separator, TrackLineNumbers = true, MaxRecordSize = LongestLine, IncludeValuesInExceptions = false, DetectSeparatorHint = false,
        OnMalformedRecord = _ => malformed = true,
    });

    public IReadOnlyList<string> Headers { get; private set; } = [];

    /// <summary>The line of the file that the present record begins on.</summary>
    public int Line => (int)csv.LineNumber;

    /// <returns>A file whose first line has been read.</returns>
    public static async Task<CsvFile> OpenAsync(Stream body, CancellationToken ct)
    {
        var (start, separator) = await PeekAsync(body, ct);
        var file = new CsvFile(new ResumedStream(start, body), separator);
        await file.Guarded(async () => { await file.csv.ReadHeaderAsync(ct); return true; });
        file.Headers = [.. file.csv.Headers.Select(header => header.Trim())];
        return file;
    }

    public Task<bool> ReadAsync(CancellationToken ct)
    {
        malformed = false;
        return Guarded(async () => await csv.ReadAsync(ct));
    }

    /// <summary>What is wrong with the present record as a whole; null when its cells can be read.</summary>
    public string? Fault =>
        malformed ? "The quotes of this line do not match."
        : csv.FieldCount != Headers.Count ? $"The line has {csv.FieldCount} cells, the first line {Headers.Count}."
        : null;

    public string Cell(int column) => csv.GetString(column);

    async Task<bool> Guarded(Func<Task<bool>> read)
    {
        try
        {
            return await read();
        }
        catch (CsvFormatException e)
        {
            throw new UnreadableFileException($"The file cannot be read beyond line {Math.Max(e.LineNumber, csv.LineNumber)}: a quote is never closed there, or the line is longer than {LongestLine / 1024} kB.");
        }
    }

    /// <summary>The separator is what the first line has most of: further down, texts have separators of their own.</summary>
    static async Task<(byte[] Start, char Separator)> PeekAsync(Stream file, CancellationToken ct)
    {
        var buffer = new byte[Peeked];
        var start = buffer[..await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct)];
        var text = start is [0xFF, 0xFE, ..] ? Encoding.Unicode.GetString(start) : start is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode.GetString(start) : Encoding.UTF8.GetString(start);
        var header = text.AsSpan()[..(text.AsSpan().IndexOfAny('\r', '\n') is var end and >= 0 ? end : text.Length)].ToString();
        return (start, new[] { ',', ';', '\t' }.MaxBy(separator => header.Count(c => c == separator)));
    }

    public ValueTask DisposeAsync() => csv.DisposeAsync();
}
