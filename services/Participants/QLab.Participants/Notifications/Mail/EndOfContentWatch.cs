using MailKit;

namespace QLab.Participants.Notifications.Mail;

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
