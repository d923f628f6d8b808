using System.Text;
using MimeKit;
using QLab.Participants.Notifications.Mail;

namespace QLab.Participants.Tests;

/// <summary>What a mail looks like on its way, and that a mail program shows what was meant.</summary>
public sealed class WritingAMail
{
    const string Link = "https://lab.example/api/participants/v1/newsletter/unsubscribe?token=";

    [Theory]
    [InlineData("Zoë Ångström", "Ünser Neues aus Köln, für alle, die dabei waren, und für alle, die es noch werden wollen: 山田 太郎 😀")]
    [InlineData("O'Neill, \"Bob\" (the \\ one)", "A subject that is longer than a line of a header should be, in letters of ASCII alone, so that it folds")]
    [InlineData("", "")]
    public void Names_and_subjects_arrive_as_they_are_and_travel_in_ASCII(string name, string subject)
    {
        var raw = Raw(Mail() with { ToName = name, Content = new("en", subject, "", "") });
        raw.ShouldAllBe(c => char.IsAscii(c));
        var read = Read(raw);
        (read.To.Mailboxes.Single().Name ?? "").ShouldBe(name);
        (read.Subject ?? "").ShouldBe(subject);
    }

    [Fact]
    public void No_line_is_too_long_and_every_text_arrives_as_it_is()
    {
        var (word, line) = (new string('x', 5_000), string.Concat(Enumerable.Repeat("Łódź 😀 ", 400)));
        var text = $"{word}\n.\n..\nFrom here\ntrailing \t \n{line}\n\n=?utf-8?B?RXZl?= =3D\n";
        var raw = Raw(Mail() with { Content = new("cy", "Subject", text, $"<p>{text}</p>") });
        raw.Split("\r\n").ShouldAllBe(line => line.Length <= 78);
        raw.Replace("\r\n", "", StringComparison.Ordinal).ShouldNotContain('\n');
        var read = Read(raw);
        read.TextBody!.ReplaceLineEndings("\n").ShouldBe(text + "\n");
        read.HtmlBody!.ReplaceLineEndings("\n").ShouldBe($"<p>{text}</p>\n");
        read.Body!.Headers[HeaderId.ContentLanguage].ShouldBe("cy");
    }

    [Fact]
    public void One_click_stops_a_newsletter_however_long_the_link_is()
    {
        var link = Link + new string('a', 300);
        var raw = Raw(Mail() with
        {
            Headers = new Dictionary<string, string>
            {
                ["List-Unsubscribe"] = $"<{link}>", ["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click",
            },
        });
        raw.ShouldContain($"<{link}>\r\n", customMessage: "a link that is folded is no link");
        Read(raw).Headers["List-Unsubscribe-Post"].ShouldBe("List-Unsubscribe=One-Click");
    }

    [Fact]
    public void What_looks_like_an_encoded_word_is_shown_as_it_was_written_but_for_a_space()
    {
        var read = Read(Raw(Mail() with { ToName = "=?utf-8?B?RXZl?=", Content = new("en", "=?utf-8?B?RXZl?=", "", "") }));
        read.Subject.ShouldBe("= ?utf-8?B?RXZl?=");
        read.To.Mailboxes.Single().Name.ShouldBe("= ?utf-8?B?RXZl?=");
    }

    [Fact]
    public void It_says_whose_it_is_when_it_was_written_and_that_no_person_wrote_it()
    {
        var (id, mail) = (Guid.NewGuid(), Mail());
        var read = MimeMail.Of(id, EmailAddress.Read(mail.ToAddress)!, mail, new() { From = "lab@example.org", FromName = "Q Läb" });
        read.MessageId.ShouldBe($"{id}@example.org");
        read.Date.ShouldBe(mail.At);
        var from = read.From.Mailboxes.Single();
        (from.Name, from.Address).ShouldBe(("Q Läb", "lab@example.org"));
        read.Headers[HeaderId.AutoSubmitted].ShouldBe("auto-generated");
    }

    static OutgoingMail Mail() => new(
        "Somebody", "a@b.example", new("en", "Subject", "Text", "<p>Text</p>"), new DateTimeOffset(2018, 5, 1, 12, 0, 0, TimeSpan.Zero),
        new Dictionary<string, string>());

    static string Raw(OutgoingMail mail)
    {
        using var memory = new MemoryStream();
        MimeMail.Of(Guid.NewGuid(), EmailAddress.Read(mail.ToAddress)!, mail, new()).WriteTo(MimeMail.Format, memory);
        return Encoding.UTF8.GetString(memory.ToArray());
    }

    static MimeMessage Read(string raw) => MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(raw)));
}
