using System.Runtime.CompilerServices;
using QLab.Tabular;

namespace QLab.Participants.Imports;

sealed record ReadLine(int Number, LineFields Fields, IReadOnlyList<LineFault> Faults);

/// <summary>A list of people as a CSV file.</summary>
static class CsvList
{
    const int LongestLine = 64 * 1024, MostLines = 200_000;

    static readonly string[] Needed = ["name", "email", "perspectives"];
    static readonly string[] Known =
    [
        .. Needed, "postal_address", "preferred_contact", "q_member", "remote_only", "access_needs", "organisation", "language",
        "consent_purposes", "consent_signed_on", "consent_form", "consent_held_by",
    ];

    /// <exception cref="UnreadableTableException">It is no such list.</exception>
    public static async IAsyncEnumerable<ReadLine> ReadAsync(Stream body, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var file = await CsvFile.OpenAsync(body, LongestLine, trimmed: true, ct);
        var columns = Columns(file.Headers);
        for (var read = 0; await file.ReadAsync(ct);)
        {
            if (++read > MostLines) throw new UnreadableTableException($"The list has more than {MostLines} lines. Send it in parts.");
            yield return Line(file, columns);
        }
    }

    static ReadLine Line(CsvFile file, Dictionary<string, int> columns)
    {
        var faults = new List<LineFault>();
        if (file.Fault is { } fault) faults.Add(new("", fault));
        var fields = new LineFields(
            Field("name") ?? "", Field("email") ?? "", Field("perspectives") ?? "", Field("postal_address"), Field("preferred_contact"),
            Field("q_member"), Field("remote_only"), Field("access_needs"), Field("organisation"), Field("language"),
            Field("consent_purposes"), Field("consent_signed_on"), Field("consent_form"), Field("consent_held_by"));
        return new(file.Line, fields, faults);

        string? Field(string column)
        {
            if (!columns.TryGetValue(column, out var index) || file.Cell(index) is not { Length: > 0 } text) return null;
            if (CsvFile.IsGarbled(text))
                throw new UnreadableTableException($"Line {file.Line} holds bytes that are not UTF-8. {CsvFile.SaveAsUtf8}");
            if (!text.Contains('\0', StringComparison.Ordinal)) return text;
            faults.Add(new(column, "There is a character here that cannot be stored (U+0000)."));
            return text.Replace('\0', ' ');
        }
    }

    static Dictionary<string, int> Columns(IReadOnlyList<string> headers)
    {
        string[] names = [.. headers.Select(header => header.ToLowerInvariant().Replace(' ', '_').Replace('-', '_'))];
        var faults = new Dictionary<string, string[]>();
        foreach (var missing in Needed.Except(names)) faults[$"/{missing}"] = [$"The column '{missing}' is missing from the first line."];
        foreach (var twice in names.GroupBy(name => name).Where(same => same.Count() > 1))
            faults[UnreadableTableException.Pointer(twice.Key)] = ["The first line has this column twice."];
        foreach (var unknown in names.Except(Known))
            faults[UnreadableTableException.Pointer(unknown)] = [$"There is no such column. Columns are {string.Join(", ", Known)}."];
        if (faults.Count > 0) throw new UnreadableTableException(faults);
        return names.Select((name, i) => (name, i)).ToDictionary(column => column.name, column => column.i);
    }
}
