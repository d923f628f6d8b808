using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using QLab.Contributions;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Privacy;
using QLab.Testing;

namespace QLab.Workshops.Tests;

public sealed class CommittingToSomething(WorkshopsApp app) : IClassFixture<WorkshopsApp>
{
    const string Words = "Ask night staff what they would change.";

    [Fact]
    public async Task On_a_card_comes_back_by_mail_once_and_its_outcome_is_told_without_signing_in()
    {
        await using var another = await app.AnotherServiceAsync();
        var (asked, given) = (await another.ListenAsync<NotificationRequested>(), await another.ListenAsync<ContributionGiven>());
        var (key, (workshop, person)) = (await KeyAsync(), await AttendedAsync());
        using var replica = app.Replica();
        using var me = app.Participating(person);
        var id = (await WriteAsync(me, workshop, Words))["id"]!.GetValue<Guid>();
        await Eventually.Equals(1, () => Task.FromResult(given.Count(e => e.ContributionId == id && e.Kind == "commitment")));
        asked.ShouldBeEmpty("it is not due");

        await DueAsync(id);

        await Eventually.Equals(1, () => Task.FromResult(asked.Count(e => e.ParticipantId == person)));
        var notice = asked.Single(e => e.ParticipantId == person);
        notice.Template.ShouldBe("commitment-postcard");
        JsonSerializer.Serialize(notice.Values).ShouldNotContain("night");
        var secrets = JsonSerializer.Deserialize<Dictionary<string, string>>(SealedBox.Open(notice.Sealed!, key))!;
        secrets["card"].ShouldContain(Words);
        var link = new Uri(secrets["outcomeUrl"]);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM commitments WHERE id = '{id}' AND encode(link_hash, 'escape') = '{link.Query[7..]}'")).ShouldBe(0);

        using var anybody = app.Anonymous();
        var page = await anybody.GetStringAsync($"{link.PathAndQuery}&language=cy");
        page.ShouldContain("<html lang=\"cy\">");
        page.ShouldNotContain("night");
        (await app.ScalarAsync<string>($"SELECT outcome FROM commitments WHERE id = '{id}'")).ShouldBeNull("opening a page changes nothing");
        foreach (var outcome in new[] { "doing", "done" })
            using (var told = await anybody.PostAsync($"{link.PathAndQuery}&outcome={outcome}", null))
                told.StatusCode.ShouldBe(HttpStatusCode.OK, await told.Content.ReadAsStringAsync());
        JsonNode.Parse(await me.GetStringAsync(Mine(workshop)))!["mine"]!["outcome"]!.GetValue<string>().ShouldBe("done");

        using (var late = await me.PutAsJsonAsync(Mine(workshop), Card("Something else.")))
            await WorkshopsApp.ProblemAsync(late, HttpStatusCode.Conflict, "commitment-returned");
        await app.ScalarAsync<int>($"UPDATE commitments SET link_expires_at = now() - interval '1 minute' WHERE id = '{id}' RETURNING 1");
        using var expired = await anybody.PostAsync($"{link.PathAndQuery}&outcome=dropped", null);
        expired.StatusCode.ShouldBe(HttpStatusCode.Gone);
        asked.Count(e => e.ParticipantId == person).ShouldBe(1, "two replicas sent it once");
    }

    [Fact]
    public async Task Is_asked_as_staff_say_and_told_what_is_wrong_all_at_once()
    {
        var (workshop, person) = await AttendedAsync();
        using var staff = app.Client(WorkshopsApp.AllScopes);
        staff.DefaultRequestHeaders.TryAddWithoutValidation("If-Match", "*");
        using (var asked = await staff.PutAsJsonAsync($"/api/workshops/v1/workshops/{workshop}/commitment-card", new
        {
            questions = new[] { "What?", "When?" }, returnOn = "2030-01-31",
        }))
            asked.StatusCode.ShouldBe(HttpStatusCode.OK, await asked.Content.ReadAsStringAsync());
        using var me = app.Participating(person);
        JsonNode.Parse(await me.GetStringAsync(Mine(workshop)))!["questions"]!.AsArray().Count.ShouldBe(2);

        using (var refused =
            await me.PutAsJsonAsync(Mine(workshop), new { answers = new[] { "", " " }, returnOn = "2019-01-01", returnBy = "email" }))
            (await WorkshopsApp.FaultsAsync(refused)).ShouldBe(["/answers", "/answers/1", "/returnOn"], ignoreOrder: true);
        using (var done =
            await me.PutAsJsonAsync(Mine(workshop), new { answers = new[] { Words, "" }, returnOn = (string?)null, returnBy = "post" }))
            JsonNode.Parse(await done.Content.ReadAsStringAsync())!["returnOn"]!.GetValue<string>().ShouldBe("2030-01-31");
        using (var gone = await me.DeleteAsync(Mine(workshop))) gone.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var stranger = app.Participating((await app.JoinedAsync(await app.KnownProjectAsync(), 1))[0]);
        using var unknown = await stranger.GetAsync(Mine(workshop));
        await WorkshopsApp.ProblemAsync(unknown, HttpStatusCode.NotFound, "workshop-not-found");
    }

    [Fact]
    public async Task By_post_takes_only_what_can_be_printed_and_by_mail_every_letter()
    {
        var (workshop, person) = await AttendedAsync();
        using var me = app.Participating(person);
        object Written(string returnBy) => new { answers = new[] { "سأسأل طاقم الليل", Words, "" }, returnOn = (string?)null, returnBy };

        using (var refused = await me.PutAsJsonAsync(Mine(workshop), Written("post")))
            (await WorkshopsApp.FaultsAsync(refused)).ShouldBe(["/answers/0"]);
        using (var kept = await me.PutAsJsonAsync(Mine(workshop), Written("email")))
            kept.StatusCode.ShouldBe(HttpStatusCode.OK, await kept.Content.ReadAsStringAsync());

        using var staff = app.Client(WorkshopsApp.AllScopes);
        using (var posted = await me.PutAsJsonAsync(Mine(workshop), Card(Words, "post")))
            posted.StatusCode.ShouldBe(HttpStatusCode.OK, await posted.Content.ReadAsStringAsync());
        using var address = await staff.PostAsJsonAsync(
            Of(workshop, "print"), new { addresses = new[] { new { participantId = person, address = "ליאור\nרחוב 1" } } });
        (await WorkshopsApp.FaultsAsync(address)).ShouldBe(["/addresses/0/address"]);
    }

    [Fact]
    public async Task By_post_is_printed_on_both_sides_and_no_address_is_kept()
    {
        var (workshop, person) = await AttendedAsync();
        var other = (await app.JoinedAsync(await ProjectOf(workshop), 1))[0];
        using var staff = app.Client(WorkshopsApp.AllScopes);
        foreach (var who in new[] { person, other })
            using (var written = await staff.PutAsJsonAsync(Of(workshop, who.ToString()), Card(Words, "post")))
                written.StatusCode.ShouldBe(HttpStatusCode.OK, await written.Content.ReadAsStringAsync());
        var street = $"1 Ffordd {Guid.NewGuid():N}";
        var body =
            new { language = "cy", addresses = new[] { new { participantId = person, address = $"Llŷr ap Siôn\n{street}\nCaerdydd" } } };

        using (var refused = await staff.PostAsJsonAsync(Of(workshop, "print"), new
        {
            language = "fr", commitments = new[] { Guid.NewGuid() }, addresses = new[] { new { participantId = Guid.NewGuid(), address = street } },
        })) (await WorkshopsApp.FaultsAsync(refused)).ShouldBe(["/language"]);
        using (var refused = await staff.PostAsJsonAsync(Of(workshop, "print"), new
        {
            commitments = new[] { Guid.NewGuid() }, addresses = new[] { new { participantId = Guid.NewGuid(), address = street } },
        })) (await WorkshopsApp.FaultsAsync(refused)).ShouldBe(["/commitments/0", "/addresses/0/participantId"], ignoreOrder: true);

        using var printed = await staff.PostAsJsonAsync(Of(workshop, "print"), body);

        printed.StatusCode.ShouldBe(HttpStatusCode.OK, await printed.Content.ReadAsStringAsync());
        printed.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
        var pdf = await printed.Content.ReadAsByteArrayAsync();
        using var read = PdfSharp.Pdf.IO.PdfReader.Open(new MemoryStream(pdf), PdfSharp.Pdf.IO.PdfDocumentOpenMode.Import);
        (read.PageCount, Math.Round(read.Pages[0].Width.Millimeter), Math.Round(read.Pages[0].Height.Millimeter)).ShouldBe((4, 210d, 148d));
        (await app.Database.TracesAsync(street)).ShouldBeEmpty();
        using (var nothing = await staff.PostAsJsonAsync(Of(workshop, "print"), body))
            await WorkshopsApp.ProblemAsync(nothing, HttpStatusCode.Conflict, "nothing-to-print");
        var listed = JsonNode.Parse(await staff.GetStringAsync($"{Of(workshop, "")}?returnBy=post&returned=true"))!.AsArray();
        listed.Count.ShouldBe(2);
        listed.ToJsonString().ShouldNotContain("night");
        using var reader = app.Client("workshops:read");
        using var closed = await reader.PostAsJsonAsync(Of(workshop, "print"), body);
        closed.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        if (Environment.GetEnvironmentVariable("QLAB_KEEP_PDF") is { } file) await File.WriteAllBytesAsync(file, pdf);
    }

    [Fact]
    public async Task Is_followed_up_all_together_and_erased_alone()
    {
        var (workshop, person) = await AttendedAsync();
        Guid[] people = [person, .. await app.JoinedAsync(await ProjectOf(workshop), 19)];
        using var staff = app.Client(WorkshopsApp.AllScopes);
        foreach (var who in people) (await staff.PutAsJsonAsync(Of(workshop, who.ToString()), Card($"{Words} {who}"))).Dispose();
        string ids(int from, int to) => string.Join(",", people[from..to].Select(id => $"'{id}'"));
        await app.ScalarAsync<int>($"UPDATE commitments SET outcome = 'Done' WHERE participant_id IN ({ids(0, 10)}) RETURNING 1");
        await app.ScalarAsync<int>($"UPDATE commitments SET outcome = 'Dropped' WHERE participant_id IN ({ids(10, 12)}) RETURNING 1");

        var told = JsonNode.Parse(await staff.GetStringAsync(Of(workshop, "follow-through")))!;

        told["made"]!.GetValue<int>().ShouldBe(20);
        told["dropped"].ShouldBeNull("two people");
        new[] { told["done"], told["unknown"] }.Count(count => count is null).ShouldBe(1, "else the two would follow");

        await app.EraseAsync(person);
        (await app.Database.TracesAsync(person.ToString())).ShouldBeEmpty();
        JsonNode.Parse(await staff.GetStringAsync(Of(workshop, "follow-through")))!["made"]!.GetValue<int>()
            .ShouldBe(20, "it still counts");
        (await app.ExportAsync(people[1]))["commitments"]![0]!["answers"]!.ToJsonString().ShouldContain("night");
    }

    static string Mine(Guid workshop) => $"/api/workshops/v1/me/workshops/{workshop}/commitment";

    static string Of(Guid workshop, string rest) => $"/api/workshops/v1/workshops/{workshop}/commitments/{rest}".TrimEnd('/');

    static object Card(string words, string returnBy = "email") =>
        new { answers = new[] { words, "On Monday.", "" }, returnOn = (string?)null, returnBy };

    async Task<(Guid Workshop, Guid Person)> AttendedAsync()
    {
        var project = await app.KnownProjectAsync();
        return (await app.ScheduledAsync(project, startsAt: DateTimeOffset.UtcNow.AddHours(-5)), (await app.JoinedAsync(project, 1))[0]);
    }

    async Task<Guid> ProjectOf(Guid workshop) => await app.ScalarAsync<Guid>($"SELECT project_id FROM workshops WHERE id = '{workshop}'");

    Task DueAsync(Guid id) => app.ScalarAsync<int>($"UPDATE commitments SET return_on = current_date - 1 WHERE id = '{id}' RETURNING 1");

    static async Task<JsonNode> WriteAsync(HttpClient me, Guid workshop, string words)
    {
        using var written = await me.PutAsJsonAsync(Mine(workshop), Card(words));
        written.StatusCode.ShouldBe(HttpStatusCode.OK, await written.Content.ReadAsStringAsync());
        return JsonNode.Parse(await written.Content.ReadAsStringAsync())!;
    }

    async Task<byte[]> KeyAsync()
    {
        var (publicKey, privateKey) = SealedBox.NewKeys();
        await using var participants = await app.AnotherServiceAsync();
        await participants.PublishAsync(new MessageKeyAnnounced(publicKey, DateTimeOffset.UtcNow));
        await Eventually.Equals(
            1L, () => app.ScalarAsync<long>($"SELECT count(*) FROM message_keys WHERE public_key = '\\x{Convert.ToHexString(publicKey)}'"));
        return privateKey;
    }
}
