namespace QLab.Publications;

static class References
{
    /// <summary>Every id of a list that does not lead to something of the project, by JSON Pointer.</summary>
    public static Dictionary<string, string[]> Faults(string pointer, IReadOnlyList<Guid> ids, IReadOnlySet<Guid> known, string what) =>
        ids.Index().Where(entry => !known.Contains(entry.Item))
            .ToDictionary(entry => $"{pointer}/{entry.Index}", _ => new[] { $"There is no such {what} in this project." });
}
