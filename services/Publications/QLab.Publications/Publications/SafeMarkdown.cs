using System.Buffers;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace QLab.Publications.Publications;

/// <summary>
/// Markdown as HTML that a page can show as it is: raw HTML comes out as text, and a link or image whose address is not plainly
/// http, https or mailto keeps its words and loses its address. Relative addresses go too: the page that shows it lies elsewhere.
/// </summary>
static class SafeMarkdown
{
    // Markdig takes time that grows with the square of the unclosed marks in a paragraph: minutes for the longest text that is taken.
    const int MostMarksInAParagraph = 1000;

    static readonly SearchValues<char> Marks = SearchValues.Create("[(*_`!<");

    static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseFootnotes().Build();

    /// <exception cref="ArgumentException">It is nested too deeply; what was published has been through <see cref="Fault"/>.</exception>
    public static string ToHtml(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var link in document.Descendants<LinkInline>().Where(link => !Leads(link.Url, link.IsImage)).ToList())
            link.ReplaceBy(new ContainerInline());
        foreach (var link in document.Descendants<AutolinkInline>().Where(link => !link.IsEmail && !Leads(link.Url, isImage: false)).ToList())
            link.ReplaceBy(new LiteralInline(link.Url));
        return document.ToHtml(Pipeline);
    }

    /// <summary>Why it cannot be published, or null.</summary>
    public static string? Fault(string markdown)
    {
        if (MarksInDensestParagraph(markdown) > MostMarksInAParagraph)
            return $"A paragraph holds more than {MostMarksInAParagraph} marks such as [ * or _; part it with blank lines.";
        try
        {
            ToHtml(markdown);
            return null;
        }
        catch (ArgumentException)
        {
            return "Lists, quotes or emphasis are nested too deeply to be read.";
        }
    }

    static int MarksInDensestParagraph(string markdown)
    {
        var (most, here) = (0, 0);
        foreach (var line in markdown.AsSpan().EnumerateLines())
        {
            here = line.IsWhiteSpace() ? 0 : here + Count(line);
            most = Math.Max(most, here);
        }
        return most;
    }

    static int Count(ReadOnlySpan<char> line)
    {
        var count = 0;
        for (int at; (at = line.IndexOfAny(Marks)) >= 0; line = line[(at + 1)..]) count++;
        return count;
    }

    static bool Leads(string? url, bool isImage) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp || (address.Scheme == Uri.UriSchemeMailto && !isImage));
}
