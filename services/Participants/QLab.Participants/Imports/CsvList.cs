using System.Text;
using CsvHelper;
using QLab.ServiceDefaults.Http;

namespace QLab.Participants.Imports;

/// <summary>Why a file cannot be read as a list, by JSON Pointer of the column; the empty pointer is the file.</summary>
sealed class UnreadableListException(Dictionary<string, string[]> faults) : Exception("The list cannot be read.")
{
    public Dictionary<string, string[]> Faults => faults;
}

sealed record ReadLine(int Number, LineFields Fields, IReadOnlyList<LineFault> Faults);

/// <summary>A CSV file (RFC 4180) as spreadsheets write it: commas, semicolons or tabs, with or without a byte order mark. Read line by line, never as a whole.</summary>
static class CsvList
{
    const int LongestLine = 64 * 1024, MostLines = 200_000;

    static readonly string[] Needed = ["name", "email", "perspectives"];
    static readonly string[] Known = [.. Needed, "postal_address", "preferred_contact", "q_member", "remote_only", "access_needs", "organisation", "language"];

    public static async IAsyncEnumerable<ReadLine> ReadAsync(Stream file, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var (start, separator) = await PeekAsync(file, ct);
        var malformed = false;
        await using var csv = CsvReader.Create(new ResumedStream(start, file), new CsvReaderOptions
        {
            Separator = separator, TrimWhitespace = true, TrackLineNumbers = true, MaxRecordSize = LongestLine, IncludeValuesInExceptions = false, DetectSeparatorHint = false,
            OnMalformedRecord = _ => malformed = true,
        });
        await Guarded(csv, async () => { await csv.ReadHeaderAsync(ct); return true; });
        var columns = Columns([.. csv.Headers]);

        for (var read = 0; await Guarded(csv, async () => await csv.ReadAsync(ct)); malformed = false)
        {
            if (++read > MostLines) throw Unreadable($"The list has more than {MostLines} lines. Send it in parts.");
            yield return Line(csv, columns, malformed);
        }
    }

    static ReadLine Line(CsvReader csv, Dictionary<string, int> columns, bool malformed)
    {
        var faults = new List<LineFault>();
        if (malformed) faults.Add(new("", "The quotes of this line do not match."));
        if (csv.FieldCount != columns.Count) faults.Add(new("", $"The line has {csv.FieldCount} fields, the header {columns.Count}."));
        var fields = new LineFields(
            Field("name") ?? "", Field("email") ?? "", Field("perspectives") ?? "", Field("postal_address"), Field("preferred_contact"),
            Field("q_member"), Field("remote_only"), Field("access_needs"), Field("organisation"), Field("language"));
        return new((int)csv.LineNumber, fields, faults);

        string? Field(string column)
        {
            if (!columns.TryGetValue(column, out var index) || index >= csv.FieldCount || csv.GetString(index) is not { Length: > 0 } text) return null;
            if (text.Contains('\uFFFD', StringComparison.Ordinal)) throw Unreadable($"Line {csv.LineNumber} holds bytes that are not UTF-8. Save the list as 'CSV UTF-8'.");
            if (!text.Contains('\0', StringComparison.Ordinal)) return text;
            faults.Add(new(column, "There is a character here that cannot be stored (U+0000)."));
            return text.Replace('\0', ' ');
        }
    }

    static Dictionary<string, int> Columns(string[] headers)
    {
        string[] names = [.. headers.Select(header => header.Trim().ToLowerInvariant().Replace(' ', '_').Replace('-', '_'))];
        var faults = new Dictionary<string, string[]>();
        foreach (var missing in Needed.Except(names)) faults[$"/{missing}"] = [$"The column '{missing}' is missing from the first line."];
        foreach (var twice in names.GroupBy(name => name).Where(same => same.Count() > 1)) faults[$"/{Shown(twice.Key)}"] = ["The first line has this column twice."];
        foreach (var unknown in names.Except(Known)) faults[$"/{Shown(unknown)}"] = [$"There is no such column. Columns are {string.Join(", ", Known)}."];
        if (faults.Count > 0) throw new UnreadableListException(faults);
        return names.Select((name, i) => (name, i)).ToDictionary(column => column.name, column => column.i);

        static string Shown(string name) => name.Length > 40 ? name[..40] : name;
    }

    /// <summary>The separator is what the first line has most of: further down, texts have separators of their own.</summary>
    static async Task<(byte[] Start, char Separator)> PeekAsync(Stream file, CancellationToken ct)
    {
        var buffer = new byte[LongestLine];
        var length = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        var start = buffer[..length];
        var text = start is [0xFF, 0xFE, ..] ? Encoding.Unicode.GetString(start) : start is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode.GetString(start) : Encoding.UTF8.GetString(start);
        var header = text.AsSpan()[..(text.AsSpan().IndexOfAny('\r', '\n') is var end and >= 0 ? end : text.Length)].ToString();
        return (start, new[] { ',', ';', '\t' }.MaxBy(separator => header.Count(c => c == separator)));
    }

    static async Task<bool> Guarded(CsvReader csv, Func<Task<bool>> read)
    {
        try
        {
            return await read();
        }
        catch (CsvFormatException e)
        {
            throw Unreadable($"The list cannot be read beyond line {Math.Max(e.LineNumber, csv.LineNumber)}: a quote is never closed there, or the line is longer than {LongestLine / 1024} kB.");
        }
    }

    static UnreadableListException Unreadable(string fault) => new(new() { [""] = [fault] });
}
