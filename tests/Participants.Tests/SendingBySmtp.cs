using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using QLab.Participants.Notifications;
using QLab.Participants.Notifications.Sending;
using QLab.Testing;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

/// <summary>The participants service with a mail server.</summary>
public sealed class MailingApp : ParticipantsApp, IAsyncDisposable
{
    public SmtpListener Server { get; } = new();

    protected override void Configure(IWebHostBuilder builder)
    {
        base.Configure(builder);
        builder.UseSetting("Mail:Smtp:Host", "127.0.0.1");
        builder.UseSetting("Mail:Smtp:Port", $"{Server.Port}");
        builder.UseSetting("Mail:Smtp:Tls", "none");
        builder.UseSetting("Mail:Smtp:User", "lab");
        builder.UseSetting("Mail:Smtp:Password", "pass");
        builder.UseSetting("Mail:From", "lab@example.org");
    }

    public new async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Server.DisposeAsync();
    }
}

public sealed class SendingBySmtp(MailingApp app) : IClassFixture<MailingApp>
{
    [Fact]
    public async Task What_the_server_takes_is_sent_whole()
    {
        var (id, to) = await SendAsync("taken");
        await IsAsync(id, "Sent");
        var mail = ReceivedMail.Parse(app.Server.Of(to).ShouldHaveSingleItem());
        mail["Message-ID"].ShouldBe($"<{id}@example.org>");
        mail.Text.ShouldContain(".\n..two dots", customMessage: "lines of dots travel as they are");
        app.Server.Commands.ShouldContain($"AUTH PLAIN {Convert.ToBase64String("\0lab\0pass"u8)}");
        app.Server.Commands.ShouldContain("MAIL FROM:<lab@example.org>");
    }

    [Fact]
    public async Task What_the_server_refuses_has_failed_and_says_the_code_alone()
    {
        var (id, to) = await SendAsync("refused");
        await IsAsync(id, "Failed");
        (await ReasonAsync(id)).ShouldBe("The mail server said 550 5.1.1.");
        app.Server.Of(to).ShouldBeEmpty();
        app.Logs.Lines.ShouldNotContain(line => line.Contains(to));
    }

    [Theory]
    [InlineData("deferred", "The mail server said 451 4.3.0.")]
    [InlineData("late", "The mail server said 452 4.2.2.")]
    [InlineData("cutoff", "The mail server could not be spoken to.")]
    public async Task What_does_not_go_now_goes_later(string behaviour, string reason)
    {
        var (id, to) = await SendAsync(behaviour);
        await Eventually.Equals(reason, async () => await ReasonAsync(id) ?? "");
        await IsAsync(id, "Waiting");
        (await app.ScalarAsync<bool>($"SELECT next_attempt_at > now() + interval '20 seconds' FROM notifications WHERE id = '{id}'")).ShouldBeTrue();

        await app.ExecuteAsync($"UPDATE notifications SET next_attempt_at = now() WHERE id = '{id}'");
        await IsAsync(id, "Sent");
        app.Server.Of(to).Count().ShouldBe(1);
        (await ReasonAsync(id)).ShouldBeNull();
    }

    [Fact]
    public async Task When_the_answer_is_missing_a_person_decides()
    {
        var (id, to) = await SendAsync("dropped");
        await IsAsync(id, "Uncertain");
        app.Server.Of(to).Count().ShouldBe(1);

        using var staff = app.Staff();
        (await ReadAsync(staff, "notifications?state=uncertain")).AsArray().ShouldContain(n => n!["id"]!.GetValue<Guid>() == id);
        await DoneAsync(staff, $"notifications/{id}/send-again");

        await IsAsync(id, "Sent");
        app.Server.Of(to).Select(mail => ReceivedMail.Parse(mail)["Message-ID"]).ShouldBe([$"<{id}@example.org>", $"<{id}@example.org>"]);
    }

    [Fact]
    public async Task An_attempt_that_was_cut_off_is_not_made_again_by_itself()
    {
        var (id, to) = await SendAsync("taken");
        await IsAsync(id, "Sent");
        await app.ExecuteAsync($"UPDATE notifications SET state = 'Sending', next_attempt_at = now() WHERE id = '{id}'");
        await IsAsync(id, "Uncertain");
        app.Server.Of(to).Count().ShouldBe(1);
    }

    [Fact]
    public async Task After_the_last_wait_it_has_failed()
    {
        var (id, _) = await SendAsync("deferred");
        await Eventually.Equals(
            true, () => app.ScalarAsync<bool>($"SELECT state = 'Waiting' AND attempts = 1 FROM notifications WHERE id = '{id}'"));
        await app.ExecuteAsync(
            $"UPDATE people SET email = 'refused-' || email FROM notifications n WHERE n.person_id = people.id AND n.id = '{id}'");
        await app.ExecuteAsync($"UPDATE notifications SET attempts = 7, next_attempt_at = now() WHERE id = '{id}'");
        await IsAsync(id, "Failed");
        (await app.ScalarAsync<bool>($"SELECT next_attempt_at IS NULL FROM notifications WHERE id = '{id}'")).ShouldBeTrue();
    }

    [Fact]
    public async Task Several_senders_share_the_work_and_send_each_once()
    {
        using var scope = app.Services.CreateScope();
        var person = await app.PersonAsync("Many", $"many-{Guid.NewGuid():N}@example.org");
        var queue = scope.ServiceProvider.GetRequiredService<NotificationQueue>();
        for (var i = 0; i < 120; i++) queue.Add(
            Guid.CreateVersion7(), new(person), "sign-in-code", new Dictionary<string, string> { ["code"] = $"{i}" });
        using var another = app.Services.AnotherWorkerOf<SendNotifications>();
        await another.StartAsync(default);
        await scope.ServiceProvider.GetRequiredService<ParticipantsDb>().SaveChangesAsync();

        await Eventually.Equals(
            120L, () => app.ScalarAsync<long>($"SELECT count(*) FROM notifications WHERE person_id = '{person}' AND state = 'Sent'"));
        await another.StopAsync(default);
        app.Server.Received.Where(mail => mail.To.StartsWith("many-", StringComparison.Ordinal))
            .Select(mail => ReceivedMail.Parse(mail.Content)["Message-ID"])
            .Distinct()
            .Count()
            .ShouldBe(120);
        app.Server.Received.Count(mail => mail.To.StartsWith("many-", StringComparison.Ordinal)).ShouldBe(120);
    }

    async Task<(Guid Id, string To)> SendAsync(string behaviour)
    {
        var to = $"{behaviour}-{Guid.NewGuid():N}@example.org";
        var person = await app.PersonAsync("Somebody", to);
        using var scope = app.Services.CreateScope();
        var id = Guid.CreateVersion7();
        scope.ServiceProvider.GetRequiredService<NotificationQueue>()
            .Add(id, new(person), "sign-in-code", new Dictionary<string, string> { ["code"] = "1\n.\n..two dots" });
        await scope.ServiceProvider.GetRequiredService<ParticipantsDb>().SaveChangesAsync();
        return (id, to);
    }

    Task IsAsync(Guid id, string state) =>
        Eventually.Equals(state, async () => await app.ScalarAsync<string>($"SELECT state FROM notifications WHERE id = '{id}'") ?? "");

    Task<string?> ReasonAsync(Guid id) => app.ScalarAsync<string>($"SELECT reason FROM notifications WHERE id = '{id}'");
}
