using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;

namespace QLab.Participants.Notifications.Mail;

/// <summary>
/// Hands mails to a mail server. Until the end of the content is sent, anything that breaks is tried again; after it, a missing answer
/// leaves open whether the server took the mail, and that is said so.
/// </summary>
sealed class SmtpDelivery(IOptions<MailOptions> options) : IMailDelivery
{
    readonly SmtpOptions smtp = options.Value.Smtp;

    public async Task<DeliveryResult> DeliverAsync(Guid id, OutgoingMail mail, CancellationToken ct)
    {
        if (EmailAddress.Read(mail.ToAddress) is not { } to) return DeliveryResult.Unusable;
        var watch = new EndOfContentWatch();
        using var client = Client(watch);
        if (await OpenAsync(client, ct) is { } closed) return closed;
        if (!to.HasAsciiForm && !client.Capabilities.HasFlag(SmtpCapabilities.UTF8))
            return new(DeliveryKind.Refused, "The mail server takes no address with letters like these.");
        try
        {
            await client.SendAsync(MimeMail.Format, MimeMail.Of(id, to, mail, options.Value), ct);
            return DeliveryResult.Delivered;
        }
        catch (Exception e) when (IsOfTheServer(e))
        {
            return AnswerIn(e) switch
            {
                { StatusCode: >= (SmtpStatusCode)500 } no => new(DeliveryKind.Refused, InShort(no)),
                { StatusCode: >= (SmtpStatusCode)400 } later => new(DeliveryKind.Deferred, InShort(later)),
                _ => watch.HasSeenIt ? Unanswered : Unreachable,
            };
        }
    }

    public ValueTask<bool?> HasArrivedAsync(Guid id) => ValueTask.FromResult<bool?>(null);

    public ValueTask ForgetAsync(IReadOnlyCollection<Guid> ids) => ValueTask.CompletedTask;

    static DeliveryResult Unanswered =>
        new(DeliveryKind.Uncertain, "The mail server was given the mail and did not say whether it took it.");

    static DeliveryResult Unreachable => new(DeliveryKind.Deferred, "The mail server could not be spoken to.");

    SmtpClient Client(EndOfContentWatch watch) => new(watch)
    {
        LocalDomain = "qlab", Timeout = (int)smtp.Patience.TotalMilliseconds,
        CheckCertificateRevocation = false,
        ServerCertificateValidationCallback = (_, certificate, _, errors) => IsTrusted(certificate, errors),
    };

    /// <remarks>A "no" before any mail is named says something of our settings, not of the mail: that is tried again.</remarks>
    /// <returns>Why nothing can be sent now; null when it can.</returns>
    async Task<DeliveryResult?> OpenAsync(SmtpClient client, CancellationToken ct)
    {
        try
        {
            await client.ConnectAsync(smtp.Host!, smtp.Port, Security, ct);
            if (smtp.User is { Length: > 0 } user) await client.AuthenticateAsync(Encoding.UTF8, user, smtp.Password ?? "", ct);
            // In chunks (RFC 3030) a content has no end by which it could be seen to be whole.
            client.Capabilities &= ~(SmtpCapabilities.Chunking | SmtpCapabilities.BinaryMime);
            return null;
        }
        catch (NotSupportedException)
        {
            return new(DeliveryKind.Deferred, client.IsConnected
                ? "The mail server offers no way to sign in; leave out Mail:Smtp:User."
                : "The mail server offers no STARTTLS; set Mail:Smtp:Tls.");
        }
        catch (Exception e) when (IsOfTheServer(e))
        {
            return AnswerIn(e) is { } no ? new(DeliveryKind.Deferred, InShort(no)) : Unreachable;
        }
    }

    SecureSocketOptions Security => smtp.Tls switch
    {
        SmtpTls.Implicit => SecureSocketOptions.SslOnConnect,
        SmtpTls.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };

    bool IsTrusted(X509Certificate? certificate, SslPolicyErrors errors) => smtp.CertificateSha256 is { Length: > 0 } pinned
        ? string.Equals(
            certificate?.GetCertHashString(HashAlgorithmName.SHA256), pinned.Replace(":", "", StringComparison.Ordinal),
            StringComparison.OrdinalIgnoreCase)
        : errors == SslPolicyErrors.None;

    static bool IsOfTheServer(Exception e) =>
        e is CommandException or ProtocolException or AuthenticationException or SslHandshakeException or ServiceNotAuthenticatedException
            or ServiceNotConnectedException or IOException or SocketException or TimeoutException or OperationCanceledException;

    static SmtpCommandException? AnswerIn(Exception e) => e switch
    {
        SmtpCommandException no => no,
        ServiceNotAuthenticatedException => new(SmtpErrorCode.UnexpectedStatusCode, SmtpStatusCode.AuthenticationRequired, ""),
        _ => e.InnerException as SmtpCommandException,
    };

    /// <summary>The code and, where given, the enhanced one (RFC 3463): the words beside them may name an address.</summary>
    static string InShort(SmtpCommandException no)
    {
        var code = ((int)no.StatusCode).ToString(CultureInfo.InvariantCulture);
        var enhanced = no.Message.Split(' ', '\n')[0];
        return enhanced.Length is > 0 and <= 9 && enhanced.All(c => char.IsAsciiDigit(c) || c == '.')
            ? $"The mail server said {code} {enhanced}."
            : $"The mail server said {code}.";
    }
}

/// <summary>
/// Sees whether the end of a mail's content has been written to the server. As long as it is missing the server may not accept the mail
/// (RFC 5321 §4.1.1.4), and nothing else can look like it, since a dot that begins a line is doubled.
/// </summary>
sealed class EndOfContentWatch : IProtocolLogger
{
    static readonly byte[] End = [.. "\r\n.\r\n"u8];

    byte[] last = [];

    public bool HasSeenIt { get; private set; }

    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    /// <summary>Called once the bytes are written.</summary>
    public void LogClient(byte[] buffer, int offset, int count)
    {
        var written = buffer.AsSpan(offset, count);
        byte[] both = [.. last, .. written[Math.Max(0, count - End.Length)..]];
        last = both[Math.Max(0, both.Length - End.Length)..];
        HasSeenIt |= last.AsSpan().SequenceEqual(End);
    }

    public void LogConnect(Uri uri) { }

    public void LogServer(byte[] buffer, int offset, int count) { }

    public void Dispose() { }
}
