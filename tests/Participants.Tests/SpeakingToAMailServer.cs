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
        var result = await DeliverAsync(
            server, new() { User = "lab", Password = "pass", CertificateSha256 = certificate.GetCertHashString(HashAlgorithmName.SHA256) });
        result.ShouldBe(DeliveryResult.Delivered);
        server.Commands.ToList()
            .IndexOf("STARTTLS")
            .ShouldBeLessThan(server.Commands.ToList().FindIndex(command => command.StartsWith("AUTH", StringComparison.Ordinal)));
        server.Received.ShouldHaveSingleItem();

        using var other = Certificate();
        (await DeliverAsync(server, new() { CertificateSha256 = other.GetCertHashString(HashAlgorithmName.SHA256) })).Kind.ShouldBe(DeliveryKind.Deferred);
    }

    [Fact]
    public async Task Where_TLS_is_from_the_first_byte_nothing_is_said_before_it()
    {
        using var certificate = Certificate();
        await using var server = new SmtpListener(certificate, encryptedFromTheStart: true);
        SmtpOptions Options(string hash) => new() { Tls = SmtpTls.Implicit, User = "lab", Password = "pass", CertificateSha256 = hash };
        (await DeliverAsync(server, Options(certificate.GetCertHashString(HashAlgorithmName.SHA256)))).ShouldBe(DeliveryResult.Delivered);
        server.Received.ShouldHaveSingleItem();
        server.Commands.ShouldNotContain("STARTTLS");

        await using var plain = new SmtpListener();
        (await DeliverAsync(plain, Options("00"))).Kind.ShouldBe(DeliveryKind.Deferred);
        plain.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_password_that_is_refused_is_a_matter_of_settings_and_tried_again()
    {
        await using var server = new SmtpListener();
        (await DeliverAsync(server, new() { Tls = SmtpTls.None, User = "lab", Password = "wrong" }))
            .ShouldBe(new DeliveryResult(DeliveryKind.Deferred, "The mail server said 535 5.7.8."));
        server.Received.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("torn-a@b.example", "Deferred", "The mail server could not be spoken to.")]
    [InlineData("dropped-a@b.example", "Uncertain", "The mail server was given the mail and did not say whether it took it.")]
    [InlineData("late-a@b.example", "Deferred", "The mail server said 452 4.2.2.")]
    [InlineData("unwanted-a@b.example", "Refused", "The mail server said 554 5.7.1.")]
    public async Task Where_a_conversation_breaks_says_whether_the_mail_may_have_been_taken(string address, string kind, string reason)
    {
        await using var server = new SmtpListener();
        // More than fits on the way, so that a server that breaks off in the middle has not been sent the end.
        var aLongText = string.Concat(Enumerable.Repeat("A line of some length.\n", 500_000));
        var result = await DeliverAsync(server, new() { Tls = SmtpTls.None }, address, aLongText);
        (result.Kind.ToString(), result.Reason).ShouldBe((kind, reason));
    }

    [Fact]
    public async Task A_content_is_sent_to_its_dot_also_where_the_server_takes_it_in_chunks()
    {
        await using var server = new SmtpListener(offers: ["CHUNKING", "BINARYMIME", "8BITMIME"]);
        (await DeliverAsync(server, new() { Tls = SmtpTls.None }, "dropped-b@b.example")).Kind.ShouldBe(DeliveryKind.Uncertain);
        server.Commands.ShouldContain("DATA");
    }

    [Fact]
    public async Task Letters_before_the_at_ask_for_a_server_that_knows_them()
    {
        await using var server = new SmtpListener(offers: ["SMTPUTF8", "8BITMIME"]);
        (await DeliverAsync(server, new() { Tls = SmtpTls.None }, "иван@пример.рф")).ShouldBe(DeliveryResult.Delivered);
        server.Commands.Single(command => command.StartsWith("MAIL FROM:", StringComparison.Ordinal)).ShouldContain(" SMTPUTF8");
        server.Received.ShouldHaveSingleItem().To.ShouldStartWith("иван@");
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
        var options =
            new SmtpOptions { Port = ((System.Net.IPEndPoint)silent.LocalEndpoint).Port, Patience = TimeSpan.FromMilliseconds(300) };
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

    static Task<DeliveryResult> DeliverAsync(SmtpListener server, SmtpOptions smtp, string address = "a@b.example", string text = "Text")
    {
        smtp.Port = server.Port;
        return DeliverAsync(smtp, address, text);
    }

    static Task<DeliveryResult> DeliverAsync(SmtpOptions smtp, string address = "a@b.example", string text = "Text")
    {
        smtp.Host = "127.0.0.1";
        var delivery = new SmtpDelivery(Options.Create(new MailOptions { Smtp = smtp }));
        var mail = new OutgoingMail(
            "Somebody", address, new("en", "Subject", text, "<p>Text</p>"), DateTimeOffset.UtcNow, new Dictionary<string, string>());
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
