using QLab.Participants.Writing;

namespace QLab.Participants.Tests;

public sealed class WrittenTextRules
{
    [Theory]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JAVASCRIPT&colon;alert(1))")]
    [InlineData("[x](data:text/html;base64,PHNjcmlwdD4=)")]
    [InlineData("[x](vbscript:x)")]
    [InlineData("[x](/here)")]
    [InlineData("[x](//there.example)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("[x][y]\n\n[y]: javascript:alert(1)")]
    [InlineData("![x](https://example.org/a.png)")]
    [InlineData("![x](data:image/png;base64,AAAA)")]
    [InlineData("[![x](javascript:1)](javascript:2)")]
    public void No_picture_and_no_link_that_runs_or_hides(string markdown)
    {
        var html = WrittenText.ToHtml(markdown);
        html.ShouldNotContain("<a ");
        html.ShouldNotContain("<img");
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("a <b onclick=\"x\">b</b>")]
    [InlineData("<!-- x -->")]
    [InlineData("```\"><script>alert(1)</script>\nx\n```")]
    public void Tags_come_out_as_text(string markdown)
    {
        var html = WrittenText.ToHtml(markdown);
        foreach (var tag in new[] { "<script", "<img", "<b ", "<!--" }) html.ShouldNotContain(tag);
    }

    [Theory]
    [InlineData("**b** _i_ `c`", "<p><strong>b</strong> <em>i</em> <code>c</code></p>\n")]
    [InlineData("[x](https://example.org)", "<p><a href=\"https://example.org\">x</a></p>\n")]
    [InlineData("<a@example.org>", "<p><a href=\"mailto:a@example.org\">a@example.org</a></p>\n")]
    [InlineData("> q", "<blockquote>\n<p>q</p>\n</blockquote>\n")]
    public void Plain_writing_stays(string markdown, string html) => WrittenText.ToHtml(markdown).ShouldBe(html);

    [Theory]
    [InlineData("[", 1_000_000)]
    [InlineData(">", 1_000_000)]
    [InlineData(">", 20_000)]
    [InlineData("[", 20_000)]
    [InlineData("*a ", 20_000)]
    [InlineData("![](", 20_000)]
    [InlineData("`a", 20_000)]
    [InlineData(" ", 20_000)]
    public void Marks_without_end_are_refused(string piece, int length) =>
        WrittenText.Fault(string.Concat(Enumerable.Repeat(piece, length / piece.Length))).ShouldNotBeNull();

    [Theory]
    [InlineData("a\n\n")]
    [InlineData("*a* b\n\n")]
    [InlineData("[a](https://example.org)\n\n")]
    [InlineData("1. a\n")]
    [InlineData("a &amp; ")]
    public void A_long_text_is_read(string piece)
    {
        var markdown = string.Concat(Enumerable.Repeat(piece, WrittenText.Longest / piece.Length));
        WrittenText.Fault(markdown).ShouldBeNull();
        WrittenText.ToHtml(markdown).Length.ShouldBeGreaterThan(markdown.Length / 2);
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData("a\u001bb")]
    [InlineData(" \n ")]
    public void Control_characters_and_nothing_at_all_are_refused(string markdown) => WrittenText.Fault(markdown).ShouldNotBeNull();
}
