using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace QLab.Participants.Tests;

/// <summary>
/// A mail server on a socket. What it does with a mail is in the address: <c>refused-…</c>, <c>deferred-…</c> (the first time),
/// <c>cutoff-…</c> (closes before the content, the first time), <c>torn-…</c> (closes in the middle of the content), <c>dropped-…</c>
/// (closes after the content, the first time), <c>late-…</c> (defers after the content, the first time), <c>unwanted-…</c> (refuses
/// after the content). The password <c>wrong</c> is refused.
/// </summary>
public sealed class SmtpListener : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource stopping = new();
    readonly ConcurrentDictionary<string, int> tries = new();
    readonly Task accepting;

    readonly X509Certificate2? certificate;
    readonly bool encryptedFromTheStart;
    readonly string[] offers;

    /// <param name="certificate">With one it offers STARTTLS.</param>
    /// <param name="encryptedFromTheStart">TLS before the first word instead.</param>
    /// <param name="offers">More extensions than PIPELINING and AUTH.</param>
    public SmtpListener(X509Certificate2? certificate = null, bool encryptedFromTheStart = false, params string[] offers)
    {
        (this.certificate, this.encryptedFromTheStart, this.offers) = (certificate, encryptedFromTheStart, offers);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Every content that arrived whole, with the address of its envelope.</summary>
    public ConcurrentQueue<(string To, string Content)> Received { get; } = new();

    public ConcurrentQueue<string> Commands { get; } = new();

    public IEnumerable<string> Of(string address) => Received.Where(mail => mail.To == address).Select(mail => mail.Content);

    async Task AcceptAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync(stopping.Token));
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        Stream stream = client.GetStream();
        var reader = new StreamReader(stream, Encoding.UTF8);
        var to = "";
        if (encryptedFromTheStart && !await EncryptAsync()) return;
        await SayAsync("220 here");
        while (await reader.ReadLineAsync() is { } command)
        {
            Commands.Enqueue(command);
            if (command.StartsWith("EHLO", StringComparison.Ordinal))
                await SayAsync(string.Concat(Extensions().Select(line => $"250-{line}\r\n")) + "250 AUTH PLAIN");
            else if (command == "STARTTLS")
            {
                await SayAsync("220 go on");
                if (!await EncryptAsync()) return;
            }
            else if (command.EndsWith(Convert.ToBase64String("\0lab\0wrong"u8), StringComparison.Ordinal)) await SayAsync("535 5.7.8 no");
            else if (command.StartsWith("AUTH", StringComparison.Ordinal)) await SayAsync("235 2.7.0 welcome");
            else if (command.StartsWith("RCPT TO:", StringComparison.Ordinal))
            {
                to = command[9..command.IndexOf('>', StringComparison.Ordinal)];
                var first = tries.AddOrUpdate(to, 1, (_, n) => n + 1) == 1;
                if (to.StartsWith("refused-", StringComparison.Ordinal)) await SayAsync($"550 5.1.1 <{to}> nobody of that name");
                else if (to.StartsWith("deferred-", StringComparison.Ordinal) && first) await SayAsync("451 4.3.0 try later");
                else await SayAsync("250 yes");
            }
            else if (command == "DATA")
            {
                if (to.StartsWith("cutoff-", StringComparison.Ordinal) && tries[to] == 1) return;
                await SayAsync("354 go on");
                if (to.StartsWith("torn-", StringComparison.Ordinal) && await reader.ReadLineAsync() is not null) return;
                var content = new StringBuilder();
                while (await reader.ReadLineAsync() is { } line && line != ".")
                    content.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
                if (to.StartsWith("late-", StringComparison.Ordinal) && tries[to] == 1)
                {
                    await SayAsync("452 4.2.2 full");
                    continue;
                }
                if (to.StartsWith("unwanted-", StringComparison.Ordinal))
                {
                    await SayAsync("554 5.7.1 unwanted");
                    continue;
                }
                Received.Enqueue((to, content.ToString()));
                if (to.StartsWith("dropped-", StringComparison.Ordinal) && tries[to] == 1) return;
                await SayAsync("250 taken");
            }
            else await SayAsync("250 yes");
        }

        IEnumerable<string> Extensions()
        {
            string[] tls = certificate is null || stream is SslStream ? [] : ["STARTTLS"];
            return ["here", "PIPELINING", .. offers, .. tls];
        }

        async Task<bool> EncryptAsync()
        {
            var encrypted = new SslStream(stream);
            try
            {
                await encrypted.AuthenticateAsServerAsync(certificate!);
            }
            catch (IOException)
            {
                return false;
            }
            (stream, reader) = (encrypted, new(encrypted, Encoding.UTF8));
            return true;
        }

        Task SayAsync(string reply) => stream.WriteAsync(Encoding.ASCII.GetBytes(reply + "\r\n")).AsTask();
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        stopping.Dispose();
    }
}
