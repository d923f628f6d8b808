using QLab.Tabular;

namespace QLab.Participants.Imports;

/// <summary>The columns of a list of people, found by what its first line calls them.</summary>
sealed class CsvColumns
{
    readonly Dictionary<string, int> places;

    /// <exception cref="UnreadableTableException">One is missing, unknown or there twice.</exception>
    public CsvColumns(IReadOnlyList<string> headers, string[] needed, string[] known)
    {
        string[] names = [.. headers.Select(header => header.ToLowerInvariant().Replace(' ', '_').Replace('-', '_'))];
        var faults = new Dictionary<string, string[]>();
        foreach (var missing in needed.Except(names)) faults[$"/{missing}"] = [$"The column '{missing}' is missing from the first line."];
        foreach (var twice in names.GroupBy(name => name).Where(same => same.Count() > 1))
            faults[UnreadableTableException.Pointer(twice.Key)] = ["The first line has this column twice."];
        foreach (var unknown in names.Except(known))
            faults[UnreadableTableException.Pointer(unknown)] = [$"There is no such column. Columns are {string.Join(", ", known)}."];
        if (faults.Count > 0) throw new UnreadableTableException(faults);
        places = names.Select((name, i) => (name, i)).ToDictionary(column => column.name, column => column.i);
    }

    /// <summary>What the present row says there; null when nothing.</summary>
    /// <exception cref="UnreadableTableException">The file is not UTF-8.</exception>
    public string? Field(CsvFile file, string column, List<LineFault> faults)
    {
        if (!places.TryGetValue(column, out var index) || file.Cell(index) is not { Length: > 0 } text) return null;
        if (CsvFile.IsGarbled(text))
            throw new UnreadableTableException($"Line {file.Line} holds bytes that are not UTF-8. {CsvFile.SaveAsUtf8}");
        if (!text.Contains('\0', StringComparison.Ordinal)) return text;
        faults.Add(new(column, "There is a character here that cannot be stored (U+0000)."));
        return text.Replace('\0', ' ');
    }
}
