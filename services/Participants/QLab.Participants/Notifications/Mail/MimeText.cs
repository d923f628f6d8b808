using System.Globalization;
using System.Text;

namespace QLab.Participants.Notifications.Mail;

/// <summary>
/// A mail as the text that travels (RFC 5322, RFC 2045–2047): text and HTML as alternatives, quoted-printable, lines ending in CRLF.
/// Header values are cleaned here, in one place: nothing that a person or a template says can begin a new header.
/// </summary>
static class MimeText
{
    const int LongestWord = 42, LongestLine = 76;

    public static string Of(Guid id, OutgoingMail mail, MailOptions options)
    {
        var text = new StringBuilder();
        Header(text, "Date", mail.At.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        Header(text, "From", $"{Name(options.FromName)} <{options.From}>");
        Header(text, "To", mail.ToName.Length == 0 ? $"<{mail.ToAddress}>" : $"{Name(mail.ToName)} <{mail.ToAddress}>");
        Header(text, "Subject", Subject(mail.Content.Subject));
        Header(text, "Message-ID", $"<{id}@{options.Domain}>");
        Header(text, "Auto-Submitted", "auto-generated");
        Header(text, "Content-Language", Clean(mail.Content.Language));
        foreach (var (name, value) in mail.Headers) Header(text, name, Clean(value));
        Header(text, "MIME-Version", "1.0");
        // An equals sign is never left as it is in quoted-printable, so no line of a part can look like this.
        var boundary = $"=_{id:N}";
        Header(text, "Content-Type", $"multipart/alternative; boundary=\"{boundary}\"");
        Part(text, boundary, "text/plain", mail.Content.Text);
        Part(text, boundary, "text/html", mail.Content.Html);
        return text.Append("\r\n--").Append(boundary).Append("--\r\n").ToString();
    }

    static void Header(StringBuilder text, string name, string value) => text.Append(name).Append(": ").Append(value).Append("\r\n");

    static void Part(StringBuilder text, string boundary, string type, string content)
    {
        text.Append("\r\n--").Append(boundary).Append("\r\nContent-Type: ").Append(type)
            .Append("; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n");
        foreach (var line in content.ReplaceLineEndings("\n").Split('\n')) Line(text, line);
    }

    static void Line(StringBuilder text, string line)
    {
        var (bytes, column) = (Encoding.UTF8.GetBytes(line), 0);
        for (var i = 0; i < bytes.Length; i++)
        {
            var plain = bytes[i] is >= 33 and <= 126 and not (byte)'=' || (bytes[i] is 32 or 9 && i < bytes.Length - 1);
            var width = plain ? 1 : 3;
            if (column + width > LongestLine - 1)
            {
                text.Append("=\r\n");
                column = 0;
            }
            if (plain) text.Append((char)bytes[i]);
            else text.Append(CultureInfo.InvariantCulture, $"={bytes[i]:X2}");
            column += width;
        }
        text.Append("\r\n");
    }

    static string Name(string value) => IsPlain(Clean(value)) ? $"\"{Clean(value).Replace("\\", "\\\\").Replace("\"", "\\\"")}\"" : Words(Clean(value));

    static string Subject(string value) => IsPlain(Clean(value)) ? Clean(value) : Words(Clean(value));

    static bool IsPlain(string value) => value.All(char.IsAscii) && !value.Contains("=?", StringComparison.Ordinal);

    static string Clean(string value) => string.Concat(value.Select(c => char.IsControl(c) ? ' ' : c));

    /// <summary>Encoded words (RFC 2047 §2), folded so that none is longer than 75 characters.</summary>
    static string Words(string value)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in value.EnumerateRunes())
        {
            if (Encoding.UTF8.GetByteCount(word.ToString()) + rune.Utf8SequenceLength > LongestWord)
            {
                words.Add(word.ToString());
                word.Clear();
            }
            word.Append(rune);
        }
        words.Add(word.ToString());
        return string.Join("\r\n ", words.Select(w => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(w))}?="));
    }
}
