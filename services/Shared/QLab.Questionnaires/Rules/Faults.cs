namespace QLab.Questionnaires.Rules;

/// <summary>What is wrong, gathered by JSON Pointer.</summary>
public sealed class Faults
{
    readonly Dictionary<string, List<string>> found = [];

    public void Add(string pointer, string what)
    {
        if (!found.TryGetValue(pointer, out var there)) found[pointer] = there = [];
        if (!there.Contains(what)) there.Add(what);
    }

    public void AddIf(bool wrong, string pointer, string what)
    {
        if (wrong) Add(pointer, what);
    }

    public void AddAll(IReadOnlyDictionary<string, string[]> others)
    {
        foreach (var (pointer, whats) in others)
            foreach (var what in whats) Add(pointer, what);
    }

    /// <summary>Whether anything is wrong with a question itself; what is wrong with those in a section is not.</summary>
    public bool AnyAt(string pointer)
    {
        var (itself, inner) = ($"{pointer}/", $"{pointer}/questions/");
        return found.Keys.Any(key => key.StartsWith(itself, StringComparison.Ordinal) && !key.StartsWith(inner, StringComparison.Ordinal));
    }

    public Dictionary<string, string[]> ToDictionary() => found.ToDictionary(fault => fault.Key, fault => fault.Value.ToArray());
}
