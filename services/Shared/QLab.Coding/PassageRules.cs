namespace QLab.Coding;

/// <summary>Where a passage may stand, and whether its words are still there.</summary>
public static class PassageRules
{
    /// <summary>What is wrong with a range, by JSON Pointer.</summary>
    public static Dictionary<string, string[]> Faults(CodePoints text, int start, int end)
    {
        if (start >= end) return new() { ["/end"] = ["A passage ends after its start."] };
        if (end > text.Length) return new() { ["/end"] = [$"The text has {text.Length} characters, counted in Unicode code points."] };
        var (from, to) = text.Whole(start, end);
        if ((from, to) == (start, end)) return [];
        // A page selects whole characters, so this is nearly always a client that counts UTF-16 units: better said than quietly put right.
        string[] reason =
            [$"This cuts through a character that people see as one. Count in Unicode code points; the whole range is {from} to {to}."];
        return new(
            from == start ? [new("/end", reason)] : to == end ? [new("/start", reason)] : [new("/start", reason), new("/end", reason)]);
    }

    public static CodedState State(CodePoints text, int start, int end, Guid theme, string? memo) =>
        new() { Start = start, End = end, ThemeId = theme, Memo = string.IsNullOrWhiteSpace(memo) ? null : memo, QuoteHash = text.HashOf(start, end) };

    /// <summary>The words, unless the text no longer says them there.</summary>
    public static string? Quote(CodePoints? text, int start, int end, string hash) =>
        text is not null && text.Holds(start, end) && text.HashOf(start, end) == hash ? text.Cut(start, end) : null;
}
