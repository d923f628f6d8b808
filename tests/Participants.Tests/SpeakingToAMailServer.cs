using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using QLab.Participants.Notifications.Mail;

namespace QLab.Participants.Tests;

public sealed class SpeakingToAMailServer
{
    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_given_no_password()
    {
        using var certificate = Certificate();
        await using var server = new SmtpListener(certificate);
        var result = await DeliverAsync(server, new() { User = "lab", Password = "pass" });
        result.Kind.ShouldBe(DeliveryKind.Deferred);
        server.Commands.ShouldNotContain(command => command.StartsWith("AUTH", StringComparison.Ordinal));
        server.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_certificate_that_is_named_is_trusted_and_everything_after_it_is_encrypted()
    {
        using var certificate = Certificate();
        await using var server = new SmtpListener(certificate);
        var result = await DeliverAsync(server, new() { User = "lab", Password = "pass", CertificateSha256 = certificate.GetCertHashString(HashAlgorithmName.SHA256) });
        result.ShouldBe(DeliveryResult.Delivered);
        server.Commands.ToList().IndexOf("STARTTLS").ShouldBeLessThan(server.Commands.ToList().FindIndex(command => command.StartsWith("AUTH", StringComparison.Ordinal)));
        server.Received.ShouldHaveSingleItem();

        using var other = Certificate();
        (await DeliverAsync(server, new() { CertificateSha256 = other.GetCertHashString(HashAlgorithmName.SHA256) })).Kind.ShouldBe(DeliveryKind.Deferred);
    }

    [Fact]
    public async Task Without_TLS_where_it_is_asked_for_nothing_is_sent()
    {
        await using var server = new SmtpListener();
        var result = await DeliverAsync(server, new());
        result.ShouldBe(new DeliveryResult(DeliveryKind.Deferred, "The mail server offers no STARTTLS; set Mail:Smtp:Tls."));
        server.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_is_away_or_says_nothing_is_tried_again()
    {
        var server = new SmtpListener();
        await server.DisposeAsync();
        (await DeliverAsync(server, new())).Kind.ShouldBe(DeliveryKind.Deferred);

        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        var options = new SmtpOptions { Port = ((System.Net.IPEndPoint)silent.LocalEndpoint).Port, Patience = TimeSpan.FromMilliseconds(300) };
        (await DeliverAsync(options)).Kind.ShouldBe(DeliveryKind.Deferred);
    }

    [Theory]
    [InlineData("a@b.example>\r\nRCPT TO:<c@d.example")]
    [InlineData("a b@c.example")]
    [InlineData("a@b@c.example")]
    [InlineData("<a@b.example>")]
    [InlineData("a@\u0001.example")]
    [InlineData("ä@b.example")]
    public async Task An_address_that_would_say_more_than_an_address_is_refused(string address)
    {
        await using var server = new SmtpListener();
        (await DeliverAsync(server, new() { Tls = SmtpTls.None }, address)).Kind.ShouldBe(DeliveryKind.Refused);
        server.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_domain_with_letters_of_its_own_travels_in_ASCII()
    {
        await using var server = new SmtpListener();
        (await DeliverAsync(server, new() { Tls = SmtpTls.None }, "a@bücher.example")).ShouldBe(DeliveryResult.Delivered);
        server.Received.ShouldHaveSingleItem().To.ShouldBe("a@xn--bcher-kva.example");
    }

    static Task<DeliveryResult> DeliverAsync(SmtpListener server, SmtpOptions smtp, string address = "a@b.example")
    {
        smtp.Port = server.Port;
        return DeliverAsync(smtp, address);
    }

    static Task<DeliveryResult> DeliverAsync(SmtpOptions smtp, string address = "a@b.example")
    {
        smtp.Host = "127.0.0.1";
        var delivery = new SmtpDelivery(Options.Create(new MailOptions { Smtp = smtp }));
        var mail = new OutgoingMail("Somebody", address, new("en", "Subject", "Text", "<p>Text</p>"), DateTimeOffset.UtcNow, new Dictionary<string, string>());
        return delivery.DeliverAsync(Guid.NewGuid(), mail, default);
    }

    static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
