using Ganss.Xss;
using QLab.PropertyTesting;
using QLab.Publications.Publications;

namespace QLab.Publications.Tests;

/// <summary>A sanitiser that we did not write finds nothing to remove in what is shown of texts that anybody may write.</summary>
public sealed class RenderedMarkdown
{
    const int Cases = 3_000;

    static readonly string[] Pieces =
    [
        "<script>", "</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<!--", "-->", "<a href='javascript:alert(1)'>",
        "javascript:alert(1)", "JaVa&#x0a;Script:alert(1)", "data:text/html,x", "vbscript:x", "https://example.org/a?b=\"onclick=x",
        "mailto:a@b.example", "//elsewhere.example", "[x](", "![x](", ")", "<", ">", "\"", "'", "`", "```", "*", "_", "# ", "> ", "- ", "1. ",
        "|", "\n|-|-|\n", "[^1]", "\n[^1]: ", "[x]: ", "[x]", "\\", "&lt;", "&#106;", "\t", "\n", "\n\n", " ", "word", "\u0001", "\u202e", "ŵ",
    ];

    static readonly string[] FootnoteMarks = ["footnotes", "footnote-ref", "footnote-back-ref"];

    [Fact]
    public void Holds_nothing_that_a_sanitiser_would_remove()
    {
        var withMarkup = 0;
        Property.Holds(Cases, choices =>
        {
            var markdown = string.Concat(choices.Some(1, 40, _ => choices.Of(Pieces)));
            if (PublishedMarkdown.Fault(markdown) is not null) return;
            var html = PublishedMarkdown.ToHtml(markdown);
            if (html.Contains("href", StringComparison.Ordinal) || html.Contains("<img", StringComparison.Ordinal)) withMarkup++;
            Removed(html).ShouldBeEmpty($"{markdown}\n→\n{html}");
        });
        withMarkup.ShouldBeGreaterThan(Cases / 20, "the cases have to get as far as links");
    }

    [Theory]
    [InlineData("<p><a href=\"javascript:alert(1)\">x</a></p>")]
    [InlineData("<p onclick=\"x\">x</p>")]
    [InlineData("<script>x</script>")]
    [InlineData("<p class=\"anything\">x</p>")]
    public void The_sanitiser_would_say_so(string html) => Removed(html).ShouldNotBeEmpty();

    static List<string> Removed(string html)
    {
        var removed = new List<string>();
        var sanitiser = new HtmlSanitizer(new()
        {
            AllowedTags = new HashSet<string>(HtmlSanitizerDefaults.AllowedTags) { "sup" },
            AllowedAttributes = new HashSet<string>(HtmlSanitizerDefaults.AllowedAttributes) { "id", "class" },
            AllowedClasses = new HashSet<string>(FootnoteMarks),
            AllowedSchemes = new HashSet<string> { "http", "https", "mailto" },
            UriAttributes = new HashSet<string>(HtmlSanitizerDefaults.UriAttributes),
        });
        sanitiser.RemovingTag += (_, e) => removed.Add($"<{e.Tag.TagName}>: {e.Reason}");
        sanitiser.RemovingAttribute += (_, e) => removed.Add($"{e.Attribute.Name}=\"{e.Attribute.Value}\": {e.Reason}");
        sanitiser.RemovingCssClass += (_, e) => removed.Add($".{e.CssClass}: {e.Reason}");
        sanitiser.RemovingComment += (_, e) => removed.Add($"<!--{e.Comment.TextContent}-->");
        sanitiser.Sanitize(html);
        return removed;
    }
}
