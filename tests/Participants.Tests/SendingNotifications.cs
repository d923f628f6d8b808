using System.Net;
using Microsoft.Extensions.DependencyInjection;
using QLab.Participants.Consents;
using QLab.Participants.Contracts;
using QLab.Participants.Keys;
using QLab.Participants.Notifications;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Privacy;
using QLab.Testing;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

public sealed class SendingNotifications(ParticipantsApp app)
{
    static readonly object Contact = new { purpose = "contact", given = true };

    [Fact]
    public async Task A_code_arrives_as_text_and_HTML_in_a_file_of_its_own()
    {
        var id = await SendAsync(
            new(await app.PersonAsync("Ödön <b>O'Neill</b>", "odon@example.org")), "sign-in-code", new() { ["code"] = "314159" });

        var mail = await app.Mail.ReadAsync(id);

        mail["To"].ShouldBe("Ödön <b>O'Neill</b> <odon@example.org>");
        mail["Subject"].ShouldBe("Your sign-in code");
        mail["Message-ID"].ShouldBe($"<{id}@localhost>");
        mail.Text.ShouldContain("Hello Ödön <b>O'Neill</b>,");
        mail.Html.ShouldContain("<strong>314159</strong>");
        mail.Html.ShouldContain("&lt;b&gt;");
        OnlyItsOwnerMayRead(new DirectoryInfo(app.Mail.Folder), new FileInfo(app.Mail.FileOf(id)));
        await IsAsync(id, "Sent");
        (await app.ScalarAsync<long>($"SELECT count(*) FROM notifications WHERE id = '{id}' AND values IS NULL AND settled_at IS NOT NULL")).ShouldBe(1);
        app.Logs.Lines.ShouldNotContain(line => line.Contains("odon@") || line.Contains("314159"));
    }

    [Fact]
    public async Task Who_reads_Welsh_gets_Welsh_and_English_where_there_is_none()
    {
        var person = await app.PersonAsync("Siân", $"{Guid.NewGuid():N}@example.org");
        await app.ExecuteAsync($"UPDATE people SET language = 'cy-GB' WHERE id = '{person}'");
        (await app.Mail.ReadAsync(await SendAsync(new(person), "sign-in-code", new() { ["code"] = "1" })))["Subject"].ShouldBe("Eich cod mewngofnodi");
        (await app.Mail.ReadAsync(await SendAsync(new(person), "export-ready")))["Content-Language"].ShouldBe("cy");
        await app.ExecuteAsync($"UPDATE people SET language = 'pl' WHERE id = '{person}'");
        (await app.Mail.ReadAsync(await SendAsync(new(person), "export-ready")))["Content-Language"].ShouldBe("en");
    }

    [Fact]
    public async Task A_message_names_the_Lab_and_takes_the_readers_language_for_what_comes_in_several()
    {
        using var staff = app.Staff();
        var (person, participant, _) = await ParticipantAsync(staff, Contact);
        await app.ExecuteAsync($"UPDATE people SET language = 'cy-GB' WHERE id = '{person}'");
        await app.ExecuteAsync($"UPDATE projects SET title = 'Sleep on wards', question = 'How can nights be quiet?' WHERE id = (SELECT project_id FROM participations WHERE id = '{participant}')");
        await using var surveys = await app.AnotherServiceAsync();
        var mail = await app.Mail.ReadAsync(await RequestAsync(surveys, participant, "survey-invitation", values: new()
        {
            ["title"] = "Nights", ["title@cy"] = "Nosweithiau", ["title@pl"] = "Noce", ["code"] = "7Q2M9", ["mode"] = "confidential",
            ["surveyUrl"] = "https://lab.example.org/1", ["surveyUrl@cy"] = "https://lab.example.org/1?language=cy",
        }));
        mail["Subject"].ShouldBe("Gwahoddiad: Nosweithiau");
        mail.Text.ShouldContain("Sleep on wards");
        mail.Text.ShouldContain("How can nights be quiet?");
        mail.Text.ShouldContain("https://lab.example.org/1?language=cy");
        mail.Text.ShouldContain("Q Lab");

        await app.ExecuteAsync($"UPDATE people SET language = 'de' WHERE id = '{person}'");
        var fallback = await app.Mail.ReadAsync(await RequestAsync(surveys, participant, "survey-invitation", values: new()
        {
            ["title"] = "Nosweithiau", ["title@en"] = "Nights", ["code"] = "7Q2M9", ["surveyUrl"] = "https://lab.example.org/1",
        }));
        fallback["Subject"].ShouldBe("You are invited: Nights");
    }

    [Theory]
    [InlineData("Eve\r\nBcc: all@example.org")]
    [InlineData("Eve\nBcc: all@example.org\n\n<h1>")]
    [InlineData("\"Eve\" <all@example.org>, \\")]
    [InlineData("=?utf-8?B?RXZl?=")]
    public async Task No_name_begins_a_header(string name)
    {
        var address = $"{Guid.NewGuid():N}@example.org";
        var person = await app.PersonAsync("Eve", address);
        await using (var rename = app.Database.CreateCommand("UPDATE people SET name = $1 WHERE id = $2"))
        {
            rename.Parameters.Add(new() { Value = name });
            rename.Parameters.Add(new() { Value = person });
            await rename.ExecuteNonQueryAsync();
        }
        var mail = await app.Mail.ReadAsync(
            await SendAsync(new(person), "workshop-booked", new() { ["title"] = "1\r\nBcc: all@example.org", ["startsAt"] = "at ten" }));
        mail.Headers.Keys.ShouldBe(
            ["Date", "From", "To", "Subject", "Message-Id", "Auto-Submitted", "Content-Language", "MIME-Version", "Content-Type"],
            ignoreOrder: true);
        mail["To"].ShouldEndWith($" <{address}>");
        mail["Subject"].ShouldBe("Your place at 1  Bcc: all@example.org");
    }

    [Fact]
    public async Task A_code_that_came_sealed_arrives_and_one_sealed_with_another_key_does_not()
    {
        using var staff = app.Staff();
        var (_, participant, _) = await ParticipantAsync(staff, Contact);
        await using var surveys = await app.AnotherServiceAsync();
        var announced = await surveys.ListenAsync<MessageKeyAnnounced>();
        // As at a start; later it is said only once an hour.
        using var announcing = ActivatorUtilities.CreateInstance<AnnounceMessageKey>(app.Services);
        await announcing.StartAsync(default);
        await Eventually.Equals(false, () => Task.FromResult(announced.IsEmpty));
        await announcing.StopAsync(default);

        var mail = await app.Mail.ReadAsync(await InviteAsync(surveys, participant, announced.First().PublicKey));
        mail.Text.ShouldContain("7Q2M9-XK4PD");
        mail.Html.ShouldContain("<strong>7Q2M9-XK4PD</strong>");

        await IsAsync(await InviteAsync(surveys, participant, SealedBox.NewKeys().Public), "Failed");
        await IsAsync(await InviteAsync(surveys, participant, null), "Failed");
    }

    static async Task<Guid> InviteAsync(AnotherService surveys, Guid participant, byte[]? key)
    {
        var id = Guid.NewGuid();
        var values = new Dictionary<string, string> { ["title"] = "Pain and mood", ["surveyUrl"] = "https://lab.example.org/surveys/1" };
        await surveys.PublishAsync(new NotificationRequested(id, Guid.NewGuid(), participant, "survey-invitation", values, "contact", DateTimeOffset.UtcNow)
        {
            Sealed = key is null ? "short"u8.ToArray() : SealedBox.Close("""{"code":"7Q2M9-XK4PD"}"""u8, key),
        });
        return id;
    }

    [Fact]
    public async Task Consent_is_asked_at_the_moment_of_sending()
    {
        using var staff = app.Staff();
        var (_, participant, consents) = await ParticipantAsync(staff, Contact);
        await using var workshops = await app.AnotherServiceAsync();
        (await app.Mail.ReadAsync(await RequestAsync(workshops, participant))).Text.ShouldContain("Pain and mood, at ten");

        await DoneAsync(staff, $"{consents}/withdraw", new { purpose = "contact" });
        var withheld = await RequestAsync(workshops, participant);
        await IsAsync(withheld, "Withheld");
        File.Exists(app.Mail.FileOf(withheld)).ShouldBeFalse();

        await DoneAsync(staff, $"{consents}/give", new { purpose = "contact" });
        await app.Mail.ReadAsync(await RequestAsync(workshops, participant));
        var notGiven = await RequestAsync(workshops, participant, purpose: "newsletter");
        await IsAsync(notGiven, "Withheld");
    }

    [Fact]
    public async Task What_cannot_be_sent_is_kept_with_the_reason()
    {
        using var staff = app.Staff();
        var (_, participant, _) = await ParticipantAsync(staff, Contact);
        await using var workshops = await app.AnotherServiceAsync();

        var unknown = await RequestAsync(workshops, participant, "no-such-template");
        var empty = await RequestAsync(workshops, participant, values: []);
        var nobody = await RequestAsync(workshops, Guid.NewGuid());

        await IsAsync(unknown, "Failed");
        await IsAsync(empty, "Failed");
        await IsAsync(nobody, "Withheld");
        (await ReasonAsync(unknown)).ShouldBe("There is no template 'no-such-template'.");
        (await ReasonAsync(empty)).ShouldContain("asks for 'title'");
        (await ReasonAsync(nobody)).ShouldContain("no such participant");
    }

    [Fact]
    public async Task Asked_for_many_times_it_is_sent_once()
    {
        using var staff = app.Staff();
        var (person, participant, _) = await ParticipantAsync(staff, Contact);
        await using var workshops = await app.AnotherServiceAsync();
        var id = Guid.NewGuid();
        for (var i = 0; i < 20; i++) await RequestAsync(workshops, participant, id: id);
        await IsAsync(id, "Sent");
        await Eventually.Equals(20L, () => app.ScalarAsync<long>("SELECT count(*) FROM inbox WHERE consumer = 'participants.send-when-notification-requested' AND message_id::text LIKE '0000%'"));
        (await app.ScalarAsync<long>($"SELECT count(*) FROM notifications WHERE participation_id = '{participant}'")).ShouldBe(1);
        (await ReadAsync(staff, $"notifications?personId={person}")).AsArray().ShouldHaveSingleItem()!["attempts"]!.GetValue<int>()
            .ShouldBe(1);
    }

    [Fact]
    public async Task An_attempt_that_was_cut_off_is_settled_by_looking()
    {
        var person = new Recipient(await app.PersonAsync());
        var there = await SendAsync(person, "export-ready");
        await app.Mail.ReadAsync(there);
        await IsAsync(there, "Sent");
        var written = File.GetLastWriteTimeUtc(app.Mail.FileOf(there));
        var missing = await SendAsync(person, "export-ready");
        await IsAsync(missing, "Sent");
        File.Delete(app.Mail.FileOf(missing));
        await File.WriteAllTextAsync(Path.Combine(app.Mail.Folder, $".{missing}.half"), "half a mail");

        await app.ExecuteAsync($"UPDATE notifications SET state = 'Sending', next_attempt_at = now() WHERE id IN ('{there}', '{missing}')");

        await IsAsync(there, "Sent");
        await IsAsync(missing, "Sent");
        File.GetLastWriteTimeUtc(app.Mail.FileOf(there)).ShouldBe(written, "what was there is not written again");
        File.Exists(app.Mail.FileOf(missing)).ShouldBeTrue();
        Directory.EnumerateFiles(app.Mail.Folder, ".*").ShouldBeEmpty();
        (await app.ScalarAsync<int>($"SELECT attempts FROM notifications WHERE id = '{missing}'")).ShouldBe(2);
    }

    [Fact]
    public async Task After_a_hard_bounce_nothing_goes_there_until_the_address_is_corrected()
    {
        using var staff = app.Staff();
        var (gone, person) = ($"Gone.{Guid.NewGuid():N}@example.org", Guid.Empty);
        person = await app.PersonAsync("Gone", gone);
        await DoneAsync(staff, "notifications/bounces", new { email = gone, kind = "soft", reason = "full" });
        await app.Mail.ReadAsync(await SendAsync(new(person), "export-ready"));

        await DoneAsync(
            staff, "notifications/bounces", new { email = gone.ToLowerInvariant(), kind = "hard", reason = $"550 <{gone}> unknown" });
        await DoneAsync(staff, "notifications/bounces", new { email = gone, kind = "soft" });
        await IsAsync(await SendAsync(new(person), "export-ready"), "Withheld");
        (await app.ScalarAsync<long>("SELECT count(*) FROM bounced_addresses b WHERE b::text ILIKE '%gone%'")).ShouldBe(0);

        await app.ExecuteAsync($"UPDATE people SET email = 'n{gone}', email_key = lower('n{gone}') WHERE id = '{person}'");
        await app.Mail.ReadAsync(await SendAsync(new(person), "export-ready"));
    }

    [Fact]
    public async Task The_page_for_staff_says_to_whom_and_never_what_and_is_audited()
    {
        using var staff = app.Staff();
        var person = await app.PersonAsync("Listed", $"listed.{Guid.NewGuid():N}@example.org");
        var id = await SendAsync(new(person), "sign-in-code", new() { ["code"] = "271828" });
        await IsAsync(id, "Sent");

        var page = await ReadAsync(staff, $"notifications?personId={person}&state=sent");

        page.AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<Guid>().ShouldBe(id);
        page.ToJsonString().ShouldNotContain("271828");
        page.ToJsonString().ShouldNotContain("listed.");
        (await app.ScalarAsync<long>($"SELECT count(*) FROM audit_entries JOIN people ON subjects @> ARRAY[audit_id] WHERE what = 'notifications' AND id = '{person}'")).ShouldBe(1);
        NameOf(await RefusedAsync(staff, $"notifications/{id}/send-again", null)).ShouldBe("notification-settled");
        NameOf(await RefusedAsync(staff, $"notifications/{Guid.NewGuid()}/send-again", null, HttpStatusCode.NotFound)).ShouldBe("notification-not-found");
    }

    static void OnlyItsOwnerMayRead(params FileSystemInfo[] files) =>
        files.Where(file => (file.UnixFileMode & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)) != 0)
            .ShouldBeEmpty();

    async Task<Guid> SendAsync(Recipient to, string template, Dictionary<string, string>? values = null, Purpose? purpose = null)
    {
        using var scope = app.Services.CreateScope();
        var id = Guid.CreateVersion7();
        scope.ServiceProvider.GetRequiredService<NotificationQueue>().Add(id, to, template, values ?? [], purpose);
        await scope.ServiceProvider.GetRequiredService<ParticipantsDb>().SaveChangesAsync();
        return id;
    }

    static int message;

    static async Task<Guid> RequestAsync(
        AnotherService service, Guid participant, string template = "workshop-booked", string? purpose = null, Guid? id = null,
        Dictionary<string, string>? values = null)
    {
        var notification = id ?? Guid.NewGuid();
        await service.PublishAsync(
            new NotificationRequested(notification, Guid.NewGuid(), participant, template, values ?? new()
            {
                ["title"] = "Pain and mood", ["startsAt"] = "at ten",
            }, purpose, DateTimeOffset.UtcNow),
            id is null ? null : Guid.Parse($"00000000-0000-0000-0000-{Interlocked.Increment(ref message):x12}"));
        return notification;
    }

    async Task<(Guid Person, Guid Participant, string Consents)> ParticipantAsync(HttpClient staff, object consent)
    {
        var (project, person) = (await app.ProjectAsync(), await app.PersonAsync());
        var participant = await CreatedAsync(staff, $"projects/{project}/participants", Joining(person, consent));
        return (person, participant, $"projects/{project}/participants/{participant}/consents");
    }

    Task IsAsync(Guid id, string state) =>
        Eventually.Equals(state, async () => await app.ScalarAsync<string>($"SELECT state FROM notifications WHERE id = '{id}'") ?? "");

    async Task<string> ReasonAsync(Guid id) => await app.ScalarAsync<string>($"SELECT reason FROM notifications WHERE id = '{id}'") ?? "";
}
