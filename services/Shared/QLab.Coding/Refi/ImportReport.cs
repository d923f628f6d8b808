namespace QLab.Coding.Refi;

/// <param name="Id">Of the text, selection, coding or note in the file.</param>
/// <param name="Reason">What is wrong, and what was done instead.</param>
public sealed record ImportFault(Guid Id, string Reason);

public sealed record ImportedCounts(int Added, int Changed, int Unchanged);

/// <param name="Left">How many codings were left out, for whatever reason.</param>
/// <param name="UnknownCodes">
/// Codes that are no themes of the project: add them to the code book in publications, then send the file again.
/// </param>
/// <param name="UnknownTexts">Texts of the file that are not here.</param>
/// <param name="Faults">What could not be taken, or not as it stands; at most 200.</param>
public sealed record ImportReport(
    ImportedCounts Passages, ImportedCounts Memos, int Left, IReadOnlyList<MatchedCode> UnknownCodes, IReadOnlyList<string> UnknownTexts,
    IReadOnlyList<ImportFault> Faults)
{
    public static ImportReport Of(CodingImport import, IEnumerable<RefiSource> unknown) => new(
        import.Passages.Counts, import.Memos.Counts, import.Passages.Left, import.Codes.Unknown,
        [.. unknown.Take(200).Select(source => source.Name ?? source.Guid.ToString())],
        [.. import.Passages.Faults, .. import.Memos.Faults]);
}

/// <summary>Counts while an import runs.</summary>
public sealed class ImportTally
{
    const int MostFaults = 200;

    readonly List<ImportFault> faults = [];
    int added, changed, unchanged;

    public int Left { get; private set; }

    public IReadOnlyList<ImportFault> Faults => faults;

    public ImportedCounts Counts => new(added, changed, unchanged);

    public void Add() => added++;

    public void Change() => changed++;

    public void Keep() => unchanged++;

    /// <summary>Not taken at all.</summary>
    public void Leave(Guid id, string reason, int codings = 1)
    {
        Left += codings;
        Note(id, reason);
    }

    /// <summary>Taken, but not as it stands.</summary>
    public void Note(Guid id, string reason)
    {
        if (faults.Count < MostFaults) faults.Add(new(id, reason));
    }
}
