namespace QLab.Coding.Refi;

/// <param name="Guid">Of the code in the file.</param>
/// <param name="ThemeId">The theme that it is here; null when there is none.</param>
/// <param name="By">guid, or name when only that fits.</param>
/// <param name="Code">The theme's code, where the file came from here.</param>
/// <param name="Description">What the code means.</param>
public sealed record MatchedCode(Guid Guid, string Name, Guid? ThemeId, string? By, string? Code, string? Description);

/// <param name="Known">Codes that are themes of the project.</param>
/// <param name="Unknown">Codes that are not: add them to the code book in publications, then send the file again.</param>
public sealed record CodebookReport(IReadOnlyList<MatchedCode> Known, IReadOnlyList<MatchedCode> Unknown)
{
    public static CodebookReport Of(IReadOnlyList<RefiCode> codes, CodeBook book)
    {
        var matched = codes.DistinctBy(c => c.Guid).Select(code => Match(code, book)).ToLookup(code => code.ThemeId is not null);
        return new([.. matched[true]], [.. matched[false]]);
    }

    /// <summary>
    /// The theme with the same id, or the one that has taken its place; or
    /// else the only theme whose code or label is the code's name.
    /// </summary>
    static MatchedCode Match(RefiCode code, CodeBook book)
    {
        var (own, description) = ThemeDescription.Read(code.Description);
        var unmatched = new MatchedCode(code.Guid, code.Name, null, null, own, description);
        if (book.Find(code.Guid) is { WordsVersion: > 0 }) return unmatched with { ThemeId = book.Follow(code.Guid), By = "guid" };
        var alike = book.Themes.Where(t => Same(t.Label, code.Name) || Same(t.Code, code.Name)).ToList();
        return alike.Count == 1 ? unmatched with { ThemeId = alike[0].Id, By = "name" } : unmatched;
    }

    static bool Same(string one, string other) => string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);
}

/// <summary>REFI-QDA has no place for a code's short form, so it goes before the description, on a line of its own.</summary>
public static class ThemeDescription
{
    const string Before = "Code ";

    public static string Of(Theme theme) =>
        theme.Description is { Length: > 0 } description ? $"{Before}{theme.Code}\n{description}" : $"{Before}{theme.Code}";

    /// <returns>The short form, where the description begins with one, and the rest.</returns>
    public static (string? Code, string? Description) Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return (null, null);
        var (first, rest) =
            text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? (text[..end].TrimEnd('\r'), text[(end + 1)..]) : (text, "");
        return first.StartsWith(Before, StringComparison.Ordinal) && first.Length > Before.Length && !first.AsSpan(Before.Length).Contains(' ')
            ? (first[Before.Length..], rest.Length == 0 ? null : rest) : (null, text);
    }
}
