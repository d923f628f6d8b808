using QLab.Tabular;

namespace QLab.Surveys.Invitations;

/// <summary>A CSV file with a column participantId; others are passed over.</summary>
static class InviteeList
{
    const int MostLines = 10_000;

    /// <exception cref="UnreadableTableException">It is no such file.</exception>
    public static async Task<IReadOnlyList<ListedParticipant>> ReadAsync(Stream body, CancellationToken ct)
    {
        await using var file = await CsvFile.OpenAsync(body, ct: ct);
        var columns = file.Headers.Select((header, i) => (header, i))
            .Where(column => column.header.Equals("participantId", StringComparison.OrdinalIgnoreCase))
            .ToList();
        if (columns is not [var (_, column)]) throw new UnreadableTableException(new Dictionary<string, string[]> { ["/participantId"] = ["The first line names one column participantId."] });

        var listed = new List<ListedParticipant>();
        while (await file.ReadAsync(ct))
        {
            if (listed.Count == MostLines)
                throw new UnreadableTableException($"The list has more than {MostLines} lines. Send it in parts.");
            listed.Add(new(file.Line, file.Fault is null && Guid.TryParse(file.Cell(column).Trim(), out var id) ? id : null));
        }
        return listed.Count > 0 ? listed : throw new UnreadableTableException("The list has no lines below its first one.");
    }
}
