using System.Buffers;
using System.ComponentModel.DataAnnotations;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace QLab.Participants.Writing;

/// <summary>
/// What people write, as HTML for a page: Markdown without its dangerous half. Tags come out as text, pictures as their words, and a link
/// that leads anywhere but to http, https or mailto is no link.
/// </summary>
static class WrittenText
{
    public const int Longest = 20_000;

    // Reading takes time that grows with the square of the marks left open in one paragraph.
    const int MostMarks = 500;

    static readonly SearchValues<char> Marks = SearchValues.Create("[]()*_`!<");
    static readonly string[] Leading = [Uri.UriSchemeHttp, Uri.UriSchemeHttps, Uri.UriSchemeMailto];
    static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    /// <exception cref="ArgumentException">It has a fault; whatever was accepted has none.</exception>
    public static string ToHtml(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var link in document.Descendants<LinkInline>().Where(link => link.IsImage || !Leads(link.Url)).ToList())
            link.ReplaceBy(new ContainerInline());
        foreach (var link in document.Descendants<AutolinkInline>().Where(link => !link.IsEmail && !Leads(link.Url)).ToList())
            link.ReplaceBy(new LiteralInline(link.Url));
        return document.ToHtml(Pipeline);
    }

    /// <summary>Why it is not taken, or null.</summary>
    public static string? Fault(string markdown)
    {
        if (string.IsNullOrWhiteSpace(markdown)) return "Write something.";
        if (markdown.Length > Longest) return $"At most {Longest} characters.";
        if (markdown.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))) return "No control characters.";
        if (DensestParagraph(markdown) > MostMarks) return $"A paragraph holds more than {MostMarks} marks such as [ * or _; part it with blank lines.";
        try
        {
            ToHtml(markdown);
            return null;
        }
        catch (ArgumentException)
        {
            return "Lists, quotes or emphasis are nested too deeply.";
        }
    }

    static int DensestParagraph(string markdown)
    {
        var (most, here) = (0, 0);
        foreach (var line in markdown.AsSpan().EnumerateLines())
        {
            here = line.IsWhiteSpace() ? 0 : here + CountMarks(line);
            most = Math.Max(most, here);
        }
        return most;
    }

    static int CountMarks(ReadOnlySpan<char> line)
    {
        var count = 0;
        foreach (var c in line)
            if (Marks.Contains(c)) count++;
        return count;
    }

    static bool Leads(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && Leading.Contains(address.Scheme);
}

/// <summary>A text in Markdown that <see cref="WrittenText"/> can show.</summary>
[AttributeUsage(AttributeTargets.Property)]
sealed class WrittenAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is string markdown && WrittenText.Fault(markdown) is { } fault
            ? new(fault, validationContext.MemberName is { } member ? [member] : null)
            : ValidationResult.Success;
}
