using QLab.Publications.Publications;

namespace QLab.Publications.Tests;

public sealed class PublishedMarkdownRules
{
    [Theory]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](&#106;avascript:alert(1))")]
    [InlineData("[x](javascript&colon;alert(1))")]
    [InlineData("[x](<java\tscript:alert(1)>)")]
    [InlineData("[x]( \u0001javascript:alert(1))")]
    [InlineData("[x](vbscript:msgbox)")]
    [InlineData("[x](data:text/html;base64,PHNjcmlwdD4=)")]
    [InlineData("[x](file:///etc/passwd)")]
    [InlineData("[x](//elsewhere.example/a)")]
    [InlineData("[x](/relative)")]
    [InlineData("[x][y]\n\n[y]: javascript:alert(1)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("![x](javascript:alert(1))")]
    [InlineData("![x](mailto:a@b.example)")]
    [InlineData("| a |\n|---|\n| [x](javascript:alert(1)) |")]
    [InlineData("Text[^1]\n\n[^1]: [x](javascript:alert(1))")]
    [InlineData("[![x](javascript:alert(1))](javascript:alert(2))")]
    public void An_address_of_another_scheme_goes_and_its_words_stay(string markdown)
    {
        var html = PublishedMarkdown.ToHtml(markdown);
        html.ShouldNotContain("<img");
        html.Replace("href=\"#fn", "", StringComparison.Ordinal).ShouldNotContain("href");
        html.Contains('x', StringComparison.Ordinal).ShouldBe(!markdown.StartsWith("<java", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[x](https://example.org/a?b=c)", "<a href=\"https://example.org/a?b=c\">x</a>")]
    [InlineData("[x](http://example.org)", "<a href=\"http://example.org\">x</a>")]
    [InlineData("[x](mailto:lab@example.org)", "<a href=\"mailto:lab@example.org\">x</a>")]
    [InlineData("<lab@example.org>", "<a href=\"mailto:lab@example.org\">lab@example.org</a>")]
    [InlineData("<https://example.org>", "<a href=\"https://example.org\">https://example.org</a>")]
    [InlineData("![x](https://example.org/a.png)", "<img src=\"https://example.org/a.png\" alt=\"x\" />")]
    public void A_plain_address_leads_on(string markdown, string html) =>
        PublishedMarkdown.ToHtml(markdown).ShouldBe($"<p>{html}</p>\n");

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("a <img src=x onerror=alert(1)> b")]
    [InlineData("<div onclick=\"alert(1)\">\n\n*x*\n\n</div>")]
    [InlineData("<!-- hidden -->")]
    [InlineData("```\"><script>alert(1)</script>\ncode\n```")]
    [InlineData("[x](https://example.org \"\\\" onmouseover=alert(1)\")")]
    [InlineData("[x](https://example.org/\"onmouseover=alert(1))")]
    [InlineData("![\"><script>alert(1)</script>](https://example.org/a.png)")]
    [InlineData("# x {onclick=alert(1)}")]
    public void Raw_HTML_comes_out_as_text(string markdown)
    {
        var html = PublishedMarkdown.ToHtml(markdown);
        foreach (var opening in new[] { "<script", "<div", "<!--", "<img src=x", "\" onmouseover", "\"onmouseover", "onclick=\"" })
            html.ShouldNotContain(opening);
    }

    [Fact]
    public void Headings_tables_lists_and_footnotes_are_kept()
    {
        var html = PublishedMarkdown.ToHtml("# A\n\n- b\n\n| c |\n|---|\n| d |\n\ne[^1]\n\n[^1]: f");
        foreach (var tag in new[] { "<h1>A</h1>", "<li>b</li>", "<td>d</td>", "href=\"#fn:1\"" }) html.ShouldContain(tag);
    }

    [Theory]
    [InlineData("> ")]
    [InlineData("- ")]
    [InlineData("[")]
    [InlineData("*a ")]
    [InlineData("**_")]
    [InlineData("1. ")]
    [InlineData("[a](")]
    [InlineData("a|b\n-|-\n")]
    public void Nesting_without_end_is_refused_or_read_and_never_brings_the_service_down(string piece)
    {
        var markdown = string.Concat(Enumerable.Repeat(piece, 200_000 / piece.Length));
        if (PublishedMarkdown.Fault(markdown) is null) PublishedMarkdown.ToHtml(markdown).ShouldContain("<");
        else piece.ShouldNotContain("|", customMessage: "a long table is fine");
    }

    [Fact]
    public void A_paragraph_has_its_measure_of_marks_and_the_next_begins_anew()
    {
        var paragraph = string.Concat(Enumerable.Repeat("*a* ", 500));
        PublishedMarkdown.Fault($"{paragraph}\n \n{paragraph}").ShouldBeNull();
        PublishedMarkdown.Fault($"{paragraph}\n{paragraph}").ShouldNotBeNull().ShouldContain("blank lines");
    }
}
