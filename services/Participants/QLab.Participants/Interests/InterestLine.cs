using QLab.Participants.Imports;
using QLab.Participants.Participations;
using QLab.Participants.People;
using QLab.ServiceDefaults.Text;
using QLab.Tabular;

namespace QLab.Participants.Interests;

/// <summary>A line of a list of people who would like to take part, and what is wrong with it.</summary>
sealed record InterestLine(
    int Number, AddPersonRequest Person, IReadOnlyList<StatedPerspective> Perspectives, string Why, IReadOnlyList<LineFault> Faults)
{
    const int LongestLine = 16 * 1024, MostLines = 500;

    static readonly string[] Needed = ["name", "email", "perspectives", "why"], Known = [.. Needed, "language"];

    /// <exception cref="UnreadableTableException">It is no such list.</exception>
    public static async Task<List<InterestLine>> ReadAsync(Stream body, DateTimeOffset now, CancellationToken ct)
    {
        await using var file = await CsvFile.OpenAsync(body, LongestLine, trimmed: true, ct);
        var columns = new CsvColumns(file.Headers, Needed, Known);
        var lines = new List<InterestLine>();
        while (await file.ReadAsync(ct))
        {
            if (lines.Count == MostLines)
                throw new UnreadableTableException($"The list has more than {MostLines} lines. Send it in parts.");
            lines.Add(Of(file, columns, lines, now));
        }
        return lines.Count > 0 ? lines : throw new UnreadableTableException("The list has no lines below its first one.");
    }

    static InterestLine Of(CsvFile file, CsvColumns columns, List<InterestLine> above, DateTimeOffset now)
    {
        var faults = new List<LineFault>();
        if (file.Fault is { } fault) faults.Add(new("", fault));
        var fields = new LineFields(Field("name") ?? "", Field("email") ?? "", Field("perspectives") ?? "", Language: Field("language"));
        var (reading, why) = (LineReading.Of(fields, now), Field("why") ?? "");
        faults.AddRange(reading.Faults);
        if (PlainText.Fault(why, ExpressInterestRequest.LongestWhy, lines: true) is { } wrong) faults.Add(new("why", wrong));
        var key = EmailAddress.KeyOf(fields.Email);
        if (above.Find(line => line.Faults.Count == 0 && EmailAddress.KeyOf(line.Person.Email) == key) is { } first)
            faults.Add(new("email", $"This address stands on line {first.Number} already."));
        return new(file.Line, reading.Person, reading.Perspectives, why, faults);

        string? Field(string column) => columns.Field(file, column, faults);
    }
}
