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
        var columns = new CsvColumns(file.Headers, Needed, Known);
        for (var read = 0; await file.ReadAsync(ct);)
        {
            if (++read > MostLines) throw new UnreadableTableException($"The list has more than {MostLines} lines. Send it in parts.");
            yield return Line(file, columns);
        }
    }

    static ReadLine Line(CsvFile file, CsvColumns columns)
    {
        var faults = new List<LineFault>();
        if (file.Fault is { } fault) faults.Add(new("", fault));
        var fields = new LineFields(
            Field("name") ?? "", Field("email") ?? "", Field("perspectives") ?? "", Field("postal_address"), Field("preferred_contact"),
            Field("q_member"), Field("remote_only"), Field("access_needs"), Field("organisation"), Field("language"),
            Field("consent_purposes"), Field("consent_signed_on"), Field("consent_form"), Field("consent_held_by"));
        return new(file.Line, fields, faults);

        string? Field(string column) => columns.Field(file, column, faults);
    }
}
