using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace QLab.Participants.Notifications.Mail;

/// <param name="Code">Three digits; the first says yes (2, 3), later (4) or no (5).</param>
sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    public bool IsYes => Code is >= 200 and < 400;
    public bool IsLater => Code is >= 400 and < 500;

    /// <summary>The code and, where given, the enhanced one (RFC 3463): the words beside them may name an address.</summary>
    public string InShort => Lines[0].Split(' ') is [var enhanced, ..] && enhanced.Length <= 9 && enhanced.All(c => char.IsAsciiDigit(c) || c == '.')
        ? $"The mail server said {Code} {enhanced}.".Replace(" .", ".", StringComparison.Ordinal)
        : string.Create(CultureInfo.InvariantCulture, $"The mail server said {Code}.");
}

/// <summary>One conversation with a mail server, command by command (RFC 5321).</summary>
sealed class SmtpConversation(Stream stream, TimeSpan patience) : IAsyncDisposable
{
    const int LongestReply = 100;

    Stream stream = stream;
    StreamReader reader = Reader(stream);
    HashSet<string> extensions = [];

    public bool Offers(string extension) => extensions.Contains(extension);

    public async Task<SmtpReply> HelloAsync(CancellationToken ct)
    {
        var reply = await AskAsync("EHLO qlab", ct);
        extensions = [.. reply.Lines.Skip(1).Select(line => line.Split(' ')[0].ToUpperInvariant())];
        return reply;
    }

    public Task<SmtpReply> AskAsync(string command, CancellationToken ct) => WithinAsync(async within =>
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(command + "\r\n"), within);
        await stream.FlushAsync(within);
        return await ReplyAsync(within);
    }, ct);

    public Task<SmtpReply> GreetingAsync(CancellationToken ct) => WithinAsync(ReplyAsync, ct);

    /// <summary>Everything but the end: as long as that is missing the server may not accept the mail (RFC 5321 §4.1.1.4).</summary>
    public Task SendContentAsync(string content, CancellationToken ct) => WithinAsync(async within =>
    {
        var stuffed = content.StartsWith('.') ? "." + content : content;
        await stream.WriteAsync(Encoding.UTF8.GetBytes(stuffed.Replace("\r\n.", "\r\n..", StringComparison.Ordinal)), within);
        await stream.FlushAsync(within);
        return true;
    }, ct);

    public async Task EncryptAsync(SmtpOptions smtp, CancellationToken ct)
    {
        var encrypted = new SslStream(stream);
        await WithinAsync(async within =>
        {
            await encrypted.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = smtp.Host, RemoteCertificateValidationCallback = (_, certificate, _, errors) => IsTrusted(smtp, certificate, errors),
            }, within);
            return true;
        }, ct);
        // What was read ahead in the clear is dropped with its reader: it could have been slipped in.
        (stream, reader) = (encrypted, Reader(encrypted));
    }

    static bool IsTrusted(SmtpOptions smtp, X509Certificate? certificate, SslPolicyErrors errors) =>
        smtp.CertificateSha256 is { Length: > 0 } pinned
            ? string.Equals(certificate?.GetCertHashString(HashAlgorithmName.SHA256), pinned.Replace(":", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)
            : errors == SslPolicyErrors.None;

    async Task<SmtpReply> ReplyAsync(CancellationToken ct)
    {
        var lines = new List<string>();
        while (lines.Count < LongestReply)
        {
            var line = await reader.ReadLineAsync(ct) ?? throw new IOException("The mail server closed the connection.");
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code)) break;
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] != '-') return new(code, lines);
        }
        throw new IOException("The mail server does not speak SMTP.");
    }

    async Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> say, CancellationToken ct)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(patience);
        try
        {
            return await say(deadline.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new IOException("The mail server did not answer in time.");
        }
    }

    static StreamReader Reader(Stream stream) => new(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 1024, leaveOpen: true);

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
