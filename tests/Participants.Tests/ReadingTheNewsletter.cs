using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using QLab.ServiceDefaults.Privacy;
using QLab.Testing;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

public sealed class ReadingTheNewsletter(ParticipantsApp app)
{
    static readonly object Consent = new { purpose = "newsletter", given = true };

    [Fact]
    public async Task Only_who_reads_at_the_address_says_yes_and_opening_the_link_says_nothing()
    {
        var (project, address) = (await app.ProjectAsync(), NewAddress());
        using var anybody = app.Anonymous();
        await AskAsync(anybody, address, project, "cy");
        var mail = await app.Mail.LatestToAsync(address);
        mail["Subject"].ShouldStartWith("Cadarnhewch");
        var link = PathOf(mail.Link("/newsletter/confirm"));
        (await app.ScalarAsync<long>($"SELECT count(*) FROM newsletter_subscriptions s WHERE s::text LIKE '%{link[^20..]}%'")).ShouldBe(
            0, "the token is kept as a hash");

        var page = await anybody.GetStringAsync(link);
        page.ShouldContain("<form method=\"post\"");
        page.ShouldContain("<html lang=\"cy\">");
        page.ShouldContain("Ydw, anfonwch ef");
        (await StateAsync(address)).ShouldBe("Pending");
        using var confirmed = await anybody.PostAsync(link, null);
        confirmed.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await StateAsync(address)).ShouldBe("Confirmed");
        using var again = await anybody.PostAsync(link, null);
        again.StatusCode.ShouldBe(HttpStatusCode.OK, "a second click is no surprise");
    }

    [Fact]
    public async Task A_link_that_is_old_or_made_up_is_refused()
    {
        using var anybody = app.Anonymous();
        var address = NewAddress();
        await AskAsync(anybody, address);
        var link = PathOf((await app.Mail.LatestToAsync(address)).Link("/newsletter/confirm"));
        await app.ExecuteAsync(
            $"UPDATE newsletter_subscriptions SET token_expires_at = now() - interval '1 second' WHERE email = '{address}'");
        foreach (var wrong in new[] { link, "/api/participants/v1/newsletter/confirm?token=abc", "/api/participants/v1/newsletter/unsubscribe?token=abc", $"/api/participants/v1/newsletter/unsubscribe?token={new string('A', 64)}" })
        {
            using var refused = await anybody.PostAsync(wrong, null);
            refused.StatusCode.ShouldBe(HttpStatusCode.Gone, wrong);
        }
        (await StateAsync(address)).ShouldBe("Pending");
    }

    [Fact]
    public async Task The_answer_tells_nobody_whether_an_address_is_known_and_an_address_gets_three_mails_a_day()
    {
        using var anybody = app.Anonymous();
        var (known, unknown) = (NewAddress(), NewAddress());
        await ConfirmedAsync(anybody, known, null);
        (await AskAsync(anybody, known)).ShouldBe(await AskAsync(anybody, unknown));
        for (var i = 0; i < 5; i++) await AskAsync(anybody, unknown.ToUpperInvariant());
        await app.Mail.LatestToAsync(unknown, 3);
        await Eventually.Equals(0L, () => app.ScalarAsync<long>("SELECT count(*) FROM notifications WHERE template = 'newsletter-confirm' AND state <> 'Sent'"));
        app.Mail.To(unknown).Count().ShouldBe(3);
        app.Mail.To(known).Count().ShouldBe(1, "who has it already is not asked again");
    }

    [Fact]
    public async Task Each_reader_gets_an_issue_once_with_one_click_to_stop_it()
    {
        using var staff = app.Staff();
        using var anybody = app.Anonymous();
        var project = await app.ProjectAsync();
        var (address, consenting) = (NewAddress(), NewAddress());
        await ConfirmedAsync(anybody, address, project);
        await AskAsync(anybody, NewAddress(), project);
        await JoinAsync(staff, project, address, Consent);
        await JoinAsync(staff, project, consenting, Consent);
        await JoinAsync(staff, project, NewAddress(), new { purpose = "newsletter", given = false });

        var issue = await IssueAsync(staff, project);
        var sent = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => staff.PostAsync($"/api/participants/v1/newsletter/issues/{issue}/send", null)));

        sent.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        sent.Count(answer => answer.StatusCode == HttpStatusCode.Conflict).ShouldBe(4);
        await Eventually.Equals((2, 2), async () =>
        {
            var progress = (await ReadAsync(staff, $"newsletter/issues/{issue}"))["progress"]!;
            return (progress["recipients"]!.GetValue<int>(), progress["sent"]!.GetValue<int>());
        });
        app.Mail.To(address).Count(m => m["Subject"] == "News of spring").ShouldBe(1);
        var mail = app.Mail.To(consenting).ShouldHaveSingleItem();
        mail.Html.ShouldContain("<strong>grown</strong>");
        mail.Html.ShouldNotContain("<script");
        mail["List-Unsubscribe-Post"].ShouldBe("List-Unsubscribe=One-Click");

        using var click = new StringContent("List-Unsubscribe=One-Click", Encoding.ASCII, "application/x-www-form-urlencoded");
        using var stopped = await anybody.PostAsync(PathOf(mail["List-Unsubscribe"].Trim('<', '>')), click);
        stopped.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await LedgerAsync(consenting)).ShouldBeFalse();
        (await LedgerAsync(address)).ShouldBeTrue();
    }

    [Fact]
    public async Task Sending_says_how_many_get_it_and_why_others_do_not()
    {
        using var staff = app.Staff();
        using var anybody = app.Anonymous();
        var project = await app.ProjectAsync();
        var (reader, returned) = (NewAddress(), NewAddress());
        foreach (var address in new[] { reader, returned }) await ConfirmedAsync(anybody, address, project);
        await AskAsync(anybody, NewAddress(), project);
        await DoneAsync(staff, "notifications/bounces", new { email = returned, kind = "hard" });

        using var sent = await staff.PostAsync($"/api/participants/v1/newsletter/issues/{await IssueAsync(staff, project)}/send", null);

        var answer = JsonNode.Parse(await sent.Content.ReadAsStringAsync())!;
        answer["recipients"]!.GetValue<int>().ShouldBe(1);
        answer["leftOut"]!.ToJsonString().ShouldBe("""[{"reason":"notConfirmed","count":1},{"reason":"mailReturned","count":1}]""");
    }

    [Fact]
    public async Task What_was_said_last_counts_wherever_it_was_said()
    {
        using var staff = app.Staff();
        using var anybody = app.Anonymous();
        var (project, address) = (await app.ProjectAsync(), NewAddress());
        var consents = await JoinAsync(staff, project, address, new { purpose = "newsletter", given = false });
        await ConfirmedAsync(anybody, address, project);
        (await LedgerAsync(address)).ShouldBeTrue("the yes of the mail stands in the ledger");

        await DoneAsync(staff, $"{consents}/withdraw", new { purpose = "newsletter" });
        await SendAsync(staff, project);
        app.Mail.To(address).Count().ShouldBe(1, "the question alone");

        await ConfirmedAsync(anybody, address, project, mails: 2);
        (await LedgerAsync(address)).ShouldBeTrue();
        await SendAsync(staff, project);
        var issue = await app.Mail.LatestToAsync(address, 3);
        using var stopped = await anybody.PostAsync(PathOf(issue.Link("/unsubscribe")), null);
        (await LedgerAsync(address)).ShouldBeFalse();
        (await StateAsync(address)).ShouldBe("Unsubscribed");
        await SendAsync(staff, project);
        app.Mail.To(address).Count().ShouldBe(3);
    }

    [Fact]
    public async Task Who_stops_it_while_an_issue_waits_does_not_get_it()
    {
        using var staff = app.Staff();
        using var anybody = app.Anonymous();
        var (project, address) = (await app.ProjectAsync(), NewAddress());
        await ConfirmedAsync(anybody, address, project);
        var issue = await IssueAsync(staff, project);
        await SentAsync(staff, issue, waitUntilDone: true);
        var mail = await app.Mail.LatestToAsync(address, 2);
        (await anybody.PostAsync(PathOf(mail.Link("/unsubscribe")), null)).Dispose();
        await app.ExecuteAsync(
            $"UPDATE notifications SET id = gen_random_uuid(), state = 'Waiting', next_attempt_at = now() WHERE issue_id = '{issue}'");
        await Eventually.Equals(
            1, async () => (await ReadAsync(staff, $"newsletter/issues/{issue}"))["progress"]!["withheld"]!.GetValue<int>());
        app.Mail.To(address).Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_sent_issue_stays_as_it_is_and_its_text_is_checked_before()
    {
        using var staff = app.Staff();
        var issue = await IssueAsync(staff, await app.ProjectAsync());
        await SentAsync(staff, issue, waitUntilDone: false);
        staff.DefaultRequestHeaders.TryAddWithoutValidation("If-Match", "*");
        using var corrected = await staff.PutAsJsonAsync(
            $"/api/participants/v1/newsletter/issues/{issue}", new { subject = "Other", markdown = "Other", language = "en" });
        corrected.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        Pointers(await RefusedAsync(staff, "newsletter/issues", new { subject = "a\nb", markdown = new string('[', 10_000), language = "English" }, HttpStatusCode.BadRequest))
            .ShouldBe(["/subject", "/markdown", "/language"], ignoreOrder: true);
    }

    [Fact]
    public async Task Staff_see_who_reads_it_and_whose_mail_came_back()
    {
        using var staff = app.Staff();
        using var anybody = app.Anonymous();
        var (project, address) = (await app.ProjectAsync(), NewAddress());
        await ConfirmedAsync(anybody, address, project);
        await DoneAsync(staff, "notifications/bounces", new { email = address, kind = "hard" });
        var listed =
            (await ReadAsync(staff, $"newsletter/subscriptions?projectId={project}&state=confirmed")).AsArray().ShouldHaveSingleItem()!;
        listed["email"]!.GetValue<string>().ShouldBe(address);
        listed["bounced"]!.GetValue<string>().ShouldBe("hard");
        await SendAsync(staff, project);
        app.Mail.To(address).Count().ShouldBe(1);
    }

    [Fact]
    public async Task Erasing_a_person_leaves_the_rows_to_count_and_nothing_that_leads_back()
    {
        using var staff = app.Staff();
        var (project, address) = (await app.ProjectAsync(), NewAddress());
        await JoinAsync(staff, project, address, Consent);
        await SendAsync(staff, project);
        await app.Mail.LatestToAsync(address);
        var person = await app.ScalarAsync<Guid>($"SELECT id FROM people WHERE email = '{address}'");
        var pseudonym = await app.ScalarAsync<Guid>($"SELECT id FROM participations WHERE person_id = '{person}'");
        using var scope = app.Services.CreateScope();
        var parts = scope.ServiceProvider.GetServices<IPersonalData>().Where(part => part.Name is "notifications" or "newsletter").ToList();
        var whose = new DataSubject(person, [pseudonym]);
        foreach (var part in parts)
            System.Text.Json.JsonSerializer.Serialize(await part.ExportAsync(whose, default)).Length.ShouldBeGreaterThanOrEqualTo(2);

        for (var twice = 0; twice < 2; twice++) foreach (var part in parts) await part.EraseAsync(whose, default);

        app.Mail.To(address).ShouldBeEmpty();
        foreach (var table in parts.SelectMany(part => part.Tables))
            (await app.ScalarAsync<long>($"SELECT count(*) FROM {table} t WHERE t::text ~ '{address}|{person}|{pseudonym}'")).ShouldBe(
                0, table);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM newsletter_subscriptions WHERE project_id = '{project}'")).ShouldBe(1);
    }

    static string NewAddress() => $"reader-{Guid.NewGuid():N}@example.org";

    static string PathOf(string link) => new Uri(link).PathAndQuery;

    static async Task<(HttpStatusCode, string)> AskAsync(HttpClient client, string email, Guid? projectId = null, string language = "en")
    {
        using var answer =
            await client.PostAsJsonAsync("/api/participants/v1/newsletter/subscriptions", new { email, projectId, language });
        var body = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, body);
        return (answer.StatusCode, body);
    }

    async Task ConfirmedAsync(HttpClient anybody, string address, Guid? project, int mails = 1)
    {
        await AskAsync(anybody, address, project);
        using var confirmed =
            await anybody.PostAsync(PathOf((await app.Mail.LatestToAsync(address, mails)).Link("/newsletter/confirm")), null);
        confirmed.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    async Task<string> JoinAsync(HttpClient staff, Guid project, string address, object consent)
    {
        var participant =
            await CreatedAsync(staff, $"projects/{project}/participants", Joining(await app.PersonAsync("Reader", address), consent));
        return $"projects/{project}/participants/{participant}/consents";
    }

    static Task<Guid> IssueAsync(HttpClient staff, Guid project) =>
        CreatedAsync(staff, "newsletter/issues", new
        {
            projectId = project, subject = "News of spring", markdown = "It has **grown**.\n\n<script>alert(1)</script>",
        });

    static async Task SentAsync(HttpClient staff, Guid issue, bool waitUntilDone)
    {
        using var sent = await staff.PostAsync($"/api/participants/v1/newsletter/issues/{issue}/send", null);
        sent.StatusCode.ShouldBe(HttpStatusCode.OK);
        if (waitUntilDone) await Eventually.Equals(
            0, async () => (await ReadAsync(staff, $"newsletter/issues/{issue}"))["progress"]!["waiting"]!.GetValue<int>());
    }

    static async Task SendAsync(HttpClient staff, Guid project) =>
        await SentAsync(staff, await IssueAsync(staff, project), waitUntilDone: true);

    async Task<string> StateAsync(string address) =>
        await app.ScalarAsync<string>($"SELECT state FROM newsletter_subscriptions WHERE email = '{address}'") ?? "";

    Task<bool> LedgerAsync(string address) => app.ScalarAsync<bool>(
        $"SELECT given FROM consent_entries JOIN participations t USING (ledger_id) JOIN people p ON p.id = t.person_id WHERE p.email = '{address}' AND purpose = 'newsletter' ORDER BY position DESC LIMIT 1");
}
