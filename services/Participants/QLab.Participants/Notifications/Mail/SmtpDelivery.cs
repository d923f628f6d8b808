using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
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
        if (!MailAddress.IsUsable(mail.ToAddress) || MailAddress.InAscii(mail.ToAddress) is not { } to) return new(DeliveryKind.Refused, MailAddress.Unusable);
        var handedOver = false;
        try
        {
            using var client = new TcpClient();
            using var connecting = new CancellationTokenSource(smtp.Patience);
            await client.ConnectAsync(smtp.Host!, smtp.Port, connecting.Token);
            await using var server = new SmtpConversation(client.GetStream(), smtp.Patience);
            if (await OpenAsync(server, ct) is { } closed) return closed;
            if (await AddressAsync(server, to, ct) is { } refused) return refused;
            await server.SendContentAsync(MimeText.Of(id, mail with { ToAddress = to }, options.Value), ct);
            handedOver = true;
            var accepted = await server.AskAsync(".", ct);
            return accepted.IsYes ? DeliveryResult.Delivered : No(accepted);
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException or OperationCanceledException)
        {
            return handedOver
                ? new(DeliveryKind.Uncertain, "The mail server was given the mail and did not say whether it took it.")
                : new(DeliveryKind.Deferred, "The mail server could not be spoken to.");
        }
    }

    public ValueTask<bool?> HasArrivedAsync(Guid id) => ValueTask.FromResult<bool?>(null);

    public ValueTask ForgetAsync(IReadOnlyCollection<Guid> ids) => ValueTask.CompletedTask;

    /// <remarks>A "no" before any mail is named says something of our settings, not of the mail: that is tried again.</remarks>
    async Task<DeliveryResult?> OpenAsync(SmtpConversation server, CancellationToken ct)
    {
        if (smtp.Tls == SmtpTls.Implicit) await server.EncryptAsync(smtp, ct);
        var reply = await server.GreetingAsync(ct);
        if (reply.IsYes) reply = await server.HelloAsync(ct);
        if (reply.IsYes && smtp.Tls == SmtpTls.StartTls)
        {
            if (!server.Offers("STARTTLS")) return new(DeliveryKind.Deferred, "The mail server offers no STARTTLS; set Mail:Smtp:Tls.");
            reply = await server.AskAsync("STARTTLS", ct);
            if (!reply.IsYes) return Later(reply);
            await server.EncryptAsync(smtp, ct);
            reply = await server.HelloAsync(ct);
        }
        if (reply.IsYes && smtp.User is { Length: > 0 } user)
            reply = await server.AskAsync($"AUTH PLAIN {Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{user}\0{smtp.Password}"))}", ct);
        return reply.IsYes ? null : Later(reply);
    }

    async Task<DeliveryResult?> AddressAsync(SmtpConversation server, string to, CancellationToken ct)
    {
        var international = !to.All(char.IsAscii);
        if (international && !server.Offers("SMTPUTF8")) return new(DeliveryKind.Refused, "The mail server takes no address with letters like these.");
        var sender = await server.AskAsync($"MAIL FROM:<{options.Value.From}>{(international ? " SMTPUTF8" : "")}", ct);
        if (!sender.IsYes) return No(sender);
        var recipient = await server.AskAsync($"RCPT TO:<{to}>", ct);
        if (!recipient.IsYes) return No(recipient);
        var data = await server.AskAsync("DATA", ct);
        return data.IsYes ? null : No(data);
    }

    static DeliveryResult No(SmtpReply reply) => reply.IsLater ? Later(reply) : new(DeliveryKind.Refused, reply.InShort);

    static DeliveryResult Later(SmtpReply reply) => new(DeliveryKind.Deferred, reply.InShort);
}
