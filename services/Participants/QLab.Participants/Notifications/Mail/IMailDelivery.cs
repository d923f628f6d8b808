using MimeKit;
using QLab.Participants.Notifications.Templates;

namespace QLab.Participants.Notifications.Mail;

/// <summary>A mail to one reader, before it is put into its form.</summary>
sealed record OutgoingMail(
    string ToName, string ToAddress, FilledTemplate Content, DateTimeOffset At, IReadOnlyDictionary<string, string> Headers);

enum DeliveryKind
{
    Delivered,

    /// <summary>Not now; try later.</summary>
    Deferred,

    /// <summary>Not this mail, ever.</summary>
    Refused,

    /// <summary>It was handed over and the answer is missing.</summary>
    Uncertain,
}

sealed record DeliveryResult(DeliveryKind Kind, string? Reason = null)
{
    public static readonly DeliveryResult Delivered = new(DeliveryKind.Delivered);
    public static readonly DeliveryResult Unusable = new(DeliveryKind.Refused, "The address cannot be written to a mail server.");
}

/// <summary>The way out.</summary>
interface IMailDelivery
{
    /// <summary>Says what became of it and does not throw for anything that a mail server may do.</summary>
    Task<DeliveryResult> DeliverAsync(Guid id, OutgoingMail mail, CancellationToken ct);

    /// <summary>Whether an attempt that was cut off has delivered; null when that cannot be known.</summary>
    ValueTask<bool?> HasArrivedAsync(Guid id);

    /// <summary>Takes back what it keeps of these mails.</summary>
    ValueTask ForgetAsync(IReadOnlyCollection<Guid> ids);
}

/// <summary>A mail as it travels: text and HTML as alternatives, quoted-printable, so that no line is too long for a mail server.</summary>
static class MimeMail
{
    /// <summary>Lines end in CRLF, in the folder as well.</summary>
    public static FormatOptions Format { get; } = new() { NewLineFormat = NewLineFormat.Dos };

    public static MimeMessage Of(Guid id, EmailAddress to, OutgoingMail mail, MailOptions options)
    {
        var body = new MultipartAlternative(Part("plain", mail.Content.Text), Part("html", mail.Content.Html));
        body.Headers.Add(HeaderId.ContentLanguage, Clean(mail.Content.Language));
        var message = new MimeMessage(
            [new MailboxAddress(Clean(options.FromName), options.From)], [new MailboxAddress(Clean(mail.ToName), to.InAscii)],
            Clean(mail.Content.Subject), body)
        {
            Date = mail.At.ToUniversalTime(), MessageId = $"{id}@{options.Domain}",
        };
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        foreach (var (name, value) in mail.Headers) message.Headers.Add(name, Clean(value));
        return message;
    }

    static TextPart Part(string subtype, string content) => new(subtype)
    {
        Text = content.ReplaceLineEndings("\r\n") + "\r\n", ContentTransferEncoding = ContentEncoding.QuotedPrintable,
    };

    /// <summary>
    /// Nothing that a person or a template says begins a new header, or passes for an encoded word, which MimeKit would leave as it is.
    /// </summary>
    static string Clean(string value) =>
        string.Concat(value.Select(c => char.IsControl(c) ? ' ' : c)).Replace("=?", "= ?", StringComparison.Ordinal);
}
