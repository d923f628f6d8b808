using Microsoft.EntityFrameworkCore;

namespace QLab.Participants;

/// <summary>
/// Texts as people search for them: without case, accents and other marks, in any script. PostgreSQL does it, see the function
/// <c>folded</c>.
/// </summary>
static class Folding
{
    /// <summary>Only inside queries.</summary>
    public static string Folded(string text) => throw new InvalidOperationException("PostgreSQL folds texts.");

    public static void AddFolding(this ModelBuilder model) =>
        model.HasDbFunction(typeof(Folding).GetMethod(nameof(Folded))!).HasName("folded");

    /// <summary>A pattern that finds the text anywhere; its own wildcards are ordinary characters.</summary>
    public static string Anywhere(string text) =>
        $"%{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
}
