namespace QLab.Participants.Notifications.Mail;

enum SmtpTls
{
    /// <summary>Begins in the clear and must turn to TLS before anything is said (RFC 3207).</summary>
    StartTls,

    /// <summary>TLS from the first byte (RFC 8314).</summary>
    Implicit,

    /// <summary>For a relay on this machine.</summary>
    None,
}

/// <summary>The section <c>Mail</c> of the configuration.</summary>
sealed class MailOptions
{
    /// <summary>Where mails are written as <c>.eml</c> files while no SMTP server is named.</summary>
    public string Folder { get; set; } = "mail";

    public string From { get; set; } = "qlab@localhost";

    public string FromName { get; set; } = "Q Lab";

    public SmtpOptions Smtp { get; set; } = new();

    public string Domain => From[(From.LastIndexOf('@') + 1)..];
}

sealed class SmtpOptions
{
    /// <summary>Mails go out by SMTP when it is set.</summary>
    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    public SmtpTls Tls { get; set; } = SmtpTls.StartTls;

    /// <summary>
    /// The SHA-256 of the one certificate to trust, in hexadecimal, for a relay whose certificate nobody else vouches for.
    /// </summary>
    public string? CertificateSha256 { get; set; }

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>How long one answer of the server is waited for.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(60);
}
