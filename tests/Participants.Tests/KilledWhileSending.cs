using System.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using QLab.Participants.Notifications.Sending;
using QLab.Testing;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

/// <summary>The participants service, taking everything in and sending nothing.</summary>
public sealed class SilentApp : ParticipantsApp
{
    protected override string KeptLevel => "Warning";

    protected override void Configure(IWebHostBuilder builder)
    {
        base.Configure(builder);
        builder.ConfigureTestServices(services => services.RemoveWorkerOf<SendNotifications>());
    }
}

/// <summary>The service as a process of its own, ended by signal 9 in the middle of an issue.</summary>
public sealed class KilledWhileSending(SilentApp app) : IClassFixture<SilentApp>
{
    const int Readers = 240;
    static readonly TimeSpan Long = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task By_SMTP_each_reader_gets_it_once_or_a_person_is_asked()
    {
        await using var server = new SmtpListener();
        var issue = await WaitingIssueAsync();
        var settings = new Dictionary<string, string>
        {
            ["Mail__Smtp__Host"] = "127.0.0.1", ["Mail__Smtp__Port"] = $"{server.Port}", ["Mail__Smtp__Tls"] = "none",
        };
        foreach (var enough in new[] { 40, 120 })
        {
            using var service = Start(settings);
            await AtOnceAsync(() => server.Received.Count >= enough);
            service.Kill();
            await service.WaitForExitAsync();
        }
        server.Received.Count.ShouldBeLessThan(Readers, "it was killed on the way");

        using var last = Start(settings);
        await Eventually.Equals(0L, () => CountAsync(issue, "state IN ('Waiting', 'Sending')"), Long);
        last.Kill();

        var (sent, uncertain) = (await CountAsync(issue, "state = 'Sent'"), await CountAsync(issue, "state = 'Uncertain'"));
        (sent + uncertain).ShouldBe(Readers);
        uncertain.ShouldBeLessThanOrEqualTo(8, "no more than were on the wire when it was killed");
        var received = server.Received.Select(mail => mail.To).ToList();
        received.Distinct().Count().ShouldBe(received.Count, "nobody gets it twice");
        ((long)received.Count).ShouldBeGreaterThanOrEqualTo(sent);
    }

    [Fact]
    public async Task Into_the_folder_each_reader_gets_it_once()
    {
        var issue = await WaitingIssueAsync();
        var mail = new MailBox();
        var settings = new Dictionary<string, string> { ["Mail__Folder"] = mail.Folder };
        using (var service = Start(settings))
        {
            await AtOnceAsync(() => Directory.Exists(mail.Folder) && Directory.GetFiles(mail.Folder, "*.eml").Length >= 60);
            service.Kill();
            await service.WaitForExitAsync();
        }
        var written = Directory.GetFiles(mail.Folder, "*.eml").ToDictionary(file => file, File.GetLastWriteTimeUtc);
        written.Count.ShouldBeLessThan(Readers, "it was killed on the way");

        using var last = Start(settings);
        await Eventually.Equals((long)Readers, () => CountAsync(issue, "state = 'Sent'"), Long);
        last.Kill();

        Directory.GetFiles(mail.Folder, "*.eml").Length.ShouldBe(Readers);
        written.ShouldAllBe(file => File.GetLastWriteTimeUtc(file.Key) == file.Value);
        Directory.GetFiles(mail.Folder, ".*").ShouldBeEmpty();
    }

    /// <summary>Looks so often that what comes next still comes in the middle.</summary>
    static async Task AtOnceAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(Long);
        while (!holds()) await Task.Delay(10, patience.Token);
    }

    /// <summary>An issue that has been sent while nobody sends.</summary>
    async Task<Guid> WaitingIssueAsync()
    {
        using var staff = app.Staff();
        var project = await app.ProjectAsync();
        await app.ExecuteAsync($"""
            INSERT INTO newsletter_subscriptions (id, project_id, email, email_key, language, state, said_at, asks, asks_since)
            SELECT gen_random_uuid(), '{project}', 'r' || i || '@example.org', 'r' || i || '@example.org', 'en', 'Confirmed', now(), 0, now() FROM generate_series(1, {Readers}) i
            """);
        var issue = await CreatedAsync(
            staff, "newsletter/issues", new { projectId = project, subject = "News", markdown = "Something has happened." });
        using var sent = await staff.PostAsync($"/api/participants/v1/newsletter/issues/{issue}/send", null);
        (await CountAsync(issue, "state = 'Waiting'")).ShouldBe(Readers, await sent.Content.ReadAsStringAsync());
        return issue;
    }

    Process Start(Dictionary<string, string> settings)
    {
        var configuration = app.Services.GetRequiredService<IConfiguration>();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "QLab.Participants.dll")])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var name in (string[])["ConnectionStrings:participants-db", "ConnectionStrings:messaging", "Keys:EncryptionSecret", "Operator:Secret", "Auth:Issuer", "Auth:Jwks"])
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = configuration[name];
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach (var (name, value) in ShortLived.Runtime.Concat(settings)) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    Task<long> CountAsync(Guid issue, string which) =>
        app.ScalarAsync<long>($"SELECT count(*) FROM notifications WHERE issue_id = '{issue}' AND {which}");
}
