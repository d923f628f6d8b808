using System.Buffers;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace QLab.ServiceDefaults.Text;

/// <summary>
/// Markdown as HTML that a page can show as it is: raw HTML comes out as text, and a link whose address is not plainly http, https or
/// mailto keeps its words and loses its address. Relative addresses go too: the page that shows it lies elsewhere. The language of a code
/// block is not shown: it would let writers choose a page's classes.
/// </summary>
/// <param name="extend">What is taken besides plain Markdown.</param>
/// <param name="pictures">Whether pictures are shown; otherwise their words are.</param>
/// <param name="mostMarks">
/// How many marks a paragraph may hold: reading takes time that grows with the square of the unclosed marks in one.
/// </param>
public sealed class SafeMarkdown(
    Func<MarkdownPipelineBuilder, MarkdownPipelineBuilder>? extend = null, bool pictures = false, int mostMarks = 500)
{
    static readonly SearchValues<char> Marks = SearchValues.Create("[(*_`!<");

    readonly MarkdownPipeline pipeline = (extend ?? (plain => plain))(new MarkdownPipelineBuilder().DisableHtml()).Build();

    /// <summary>The HTML of a text.</summary>
    /// <param name="markdown">A text without a <see cref="Fault"/>.</param>
    /// <exception cref="ArgumentException">It is nested too deeply.</exception>
    public string ToHtml(string markdown)
    {
        var document = Markdown.Parse(markdown, pipeline);
        foreach (var link in document.Descendants<LinkInline>()
            .Where(link => link.IsImage ? !pictures || !Shows(link.Url) : !Leads(link.Url))
            .ToList())
            link.ReplaceBy(new ContainerInline());
        foreach (var link in document.Descendants<AutolinkInline>().Where(link => !link.IsEmail && !Leads(link.Url)).ToList())
            link.ReplaceBy(new LiteralInline(link.Url));
        foreach (var code in document.Descendants<FencedCodeBlock>()) code.TryGetAttributes()?.Classes?.Clear();
        return document.ToHtml(pipeline);
    }

    /// <summary>Why a text is not taken, or null.</summary>
    /// <param name="markdown">The text.</param>
    public string? Fault(string markdown)
    {
        if (MarksInDensestParagraph(markdown) > mostMarks)
            return $"A paragraph holds more than {mostMarks} marks such as [ * or _; part it with blank lines.";
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

    static bool Shows(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);

    static bool Leads(string? url) =>
        Shows(url) || (Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeMailto);
}
