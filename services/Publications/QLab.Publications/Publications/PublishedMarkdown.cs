using Markdig;
using QLab.ServiceDefaults.Text;

namespace QLab.Publications.Publications;

/// <summary>The Markdown of a publication: with tables, footnotes and pictures.</summary>
static class PublishedMarkdown
{
    static readonly SafeMarkdown Rules = new(plain => plain.UsePipeTables().UseFootnotes(), pictures: true, mostMarks: 1000);

    /// <exception cref="ArgumentException">It is nested too deeply; what was published has been through <see cref="Fault"/>.</exception>
    public static string ToHtml(string markdown) => Rules.ToHtml(markdown);

    /// <summary>Why it cannot be published, or null.</summary>
    public static string? Fault(string markdown) => Rules.Fault(markdown);
}
