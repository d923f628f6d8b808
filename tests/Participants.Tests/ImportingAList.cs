using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using QLab.Participants.Contracts;
using QLab.Testing;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

/// <summary>The participants service, taking in long lists.</summary>
public sealed class ImportsApp : ParticipantsApp
{
    protected override string KeptLevel => "Warning";
}

public sealed class ImportingAList(ImportsApp app) : IClassFixture<ImportsApp>
{
    [Fact]
    public async Task A_line_that_is_refused_stands_in_the_way_of_none_below_it()
    {
        using var staff = app.Staff();
        var import = await ReceivedAsync(staff, await app.ProjectAsync(), """
            name,email,perspectives,organisation
            Twice Said,twice-said@list.example,carer,Nowhere at all
            Twice Said,twice-said@list.example,carer,
            Twice Said,twice-said@list.example,carer,
            """);
        await StateAsync(staff, import, "checked");
        var lines = (await ReadAsync(staff, $"imports/{import}/lines")).AsArray();
        lines.Select(l => l!["outcome"]!.GetValue<string>()).ShouldBe(["refused", "ready", "duplicate"]);
        lines[2]!["ofLine"]!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public async Task Reports_line_by_line_and_adds_nothing_until_it_is_applied()
    {
        using var staff = app.Staff();
        var project = await app.ProjectAsync();
        var (known, alike) = (await Person("known@list.example", "Somebody Known"), await Person("other@list.example", "Zoë Álike"));
        var organisation = await CreatedAsync(staff, "organisations", new { name = "Örg of lists", kind = "charity" });
        var import = await ReceivedAsync(staff, project, """
            name,email,perspectives,postal_address,preferred_contact,q_member,remote_only,access_needs,organisation,language
            "Ann ""the"" First",ann@list.example,livedExperience; professional:physiotherapy,"1 Lane
            Town",post,yes,no,large print; a loop,org of LISTS,cy
            Known Person,KNOWN@list.example,carer,,,,,,,
            zoe alike,new@list.example,carer,,,,,,,
            Ann Again,Ann@List.example,carer,,,,,,,
            ,broken,dreamer,,pigeon,perhaps,,,Nowhere,not a language
            ann the first,third@list.example,carer,,,,,,,
            """);

        await StateAsync(staff, import, "checked");
        (await CountAsync()).ShouldBe(2, "the dry run adds nobody");
        var lines = (await ReadAsync(staff, $"imports/{import}/lines")).AsArray();
        lines.Select(l => (l!["line"]!.GetValue<int>(), l["outcome"]!.GetValue<string>())).ShouldBe(
            [(2, "ready"), (4, "duplicate"), (5, "looksLike"), (6, "duplicate"), (7, "refused"), (8, "ready")]);
        lines[1]!["personId"]!.GetValue<Guid>().ShouldBe(known);
        lines[2]!["looksLikePersonId"]!.GetValue<Guid>().ShouldBe(alike);
        lines[3]!["ofLine"]!.GetValue<int>().ShouldBe(2);
        lines[4]!["reasons"]!.AsArray().Select(r => r!["column"]!.GetValue<string>()).ShouldBe(
            ["name", "email", "perspectives", "preferred_contact", "q_member", "organisation", "language"], ignoreOrder: true);

        await AcceptedAsync(staff, import, "skip");
        await StateAsync(staff, import, "applied");
        var totals = (await ReadAsync(staff, $"imports/{import}"))["totals"]!;
        totals.ToJsonString().ShouldBe("""{"ready":0,"refused":1,"duplicate":2,"looksLike":1,"added":2}""");
        var added = (await ReadAsync(staff, $"imports/{import}/lines?outcome=added")).AsArray()[0]!;
        var person = await ReadAsync(staff, $"people/{added["personId"]}");
        person["name"]!.GetValue<string>().ShouldBe("Ann \"the\" First");
        person["postalAddress"]!.GetValue<string>().ShouldBe("1 Lane\nTown");
        person["organisationId"]!.GetValue<Guid>().ShouldBe(organisation);
        person["language"]!.GetValue<string>().ShouldBe("cy");
        (await ReadAsync(staff, $"people/{added["personId"]}/access-needs")).AsArray().Count.ShouldBe(2);
        var participant = await ReadAsync(staff, $"projects/{project}/participants/{added["participantId"]}");
        participant["perspectives"]!.ToJsonString()
            .ShouldBe("""[{"kind":"livedExperience","field":null},{"kind":"professional","field":"physiotherapy"}]""");
        participant["qMember"]!.GetValue<bool>().ShouldBeTrue();

        async Task<Guid> Person(string email, string name) => await CreatedAsync(staff, "people", new { name, email });
        async Task<long> CountAsync() => await app.ScalarAsync<long>("SELECT count(*) FROM people WHERE email_key LIKE '%@list.example'");
    }

    [Fact]
    public async Task Consents_come_from_a_signed_paper_and_from_nothing_else()
    {
        using var staff = app.Staff();
        var project = await app.ProjectAsync();
        var import = await ReceivedAsync(staff, project, """
            name,email,perspectives,consent_purposes,consent_signed_on,consent_form,consent_held_by
            Signed Paper,signed@paper.example,carer,contact; lived experience data,2018-06-12,"Consent form, version 2",The office
            Signed Nothing,unsigned@paper.example,carer,,,,
            Half Said,half@paper.example,carer,research,,,
            Wrongly Said,wrong@paper.example,carer,everything,9999-01-01,Form,Office
            """);
        await StateAsync(staff, import, "checked");
        var lines = (await ReadAsync(staff, $"imports/{import}/lines")).AsArray();
        lines.Select(l => l!["outcome"]!.GetValue<string>()).ShouldBe(["ready", "ready", "refused", "refused"]);
        lines[2]!["reasons"]!.AsArray().Select(r => r!["column"]!.GetValue<string>()).ShouldBe(
            ["consent_signed_on", "consent_form", "consent_held_by"]);
        lines[3]!["reasons"]!.AsArray().Select(r => r!["column"]!.GetValue<string>()).ShouldBe(["consent_purposes", "consent_signed_on"]);

        await AcceptedAsync(staff, import, "skip");
        await StateAsync(staff, import, "applied");
        var added = (await ReadAsync(staff, $"imports/{import}/lines?outcome=added")).AsArray();
        var signed = (await ReadAsync(staff, $"projects/{project}/participants/{added[0]!["participantId"]}/consents"))["now"]!.AsArray();
        signed.Select(e => $"{e!["purpose"]} {e["given"]} {e["paper"]!["signedOn"]}").ShouldBe(
            ["contact true 2018-06-12", "livedExperienceData true 2018-06-12"], ignoreOrder: true);
        (await ReadAsync(staff, $"projects/{project}/participants/{added[1]!["participantId"]}/consents"))["now"]!.AsArray()
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task Look_alikes_are_added_when_somebody_says_so_and_only_once()
    {
        using var staff = app.Staff();
        var project = await app.ProjectAsync();
        await CreatedAsync(staff, "people", new { name = "Twin Name", email = "twin@alike.example" });
        var import = await ReceivedAsync(
            staff, project, "email;name;perspectives\r\ntwin2@alike.example;TWIN NAME;\"carer;livedExperience\"\r\n", bom: true);
        await StateAsync(staff, import, "checked");

        await AcceptedAsync(staff, import, "add");
        NameOf(await RefusedAsync(staff, $"imports/{import}/apply", new { lookAlikes = "add" })).ShouldBe("import-applied");
        await StateAsync(staff, import, "applied");
        (await app.ScalarAsync<long>("SELECT count(*) FROM people WHERE email_key LIKE '%@alike.example'")).ShouldBe(2);
    }

    [Theory]
    [InlineData("name,email\nA,a@x.org\n", "/perspectives")]
    [InlineData("name,email,perspectives,e-mail,E-MAIL\nA,a@x.org,carer,,\n", "/e_mail")]
    [InlineData("name,email,perspectives,name\nA,a@x.org,carer,B\n", "/name")]
    [InlineData("name,email,perspectives\n", "")]
    [InlineData("", "/name /email /perspectives")]
    public async Task What_is_no_list_is_refused_and_leaves_nothing(string csv, string pointers)
    {
        using var staff = app.Staff();
        var project = await app.ProjectAsync();
        using var response = await PostAsync(staff, project, Encoding.UTF8.GetBytes(csv));
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, body);
        Pointers(JsonNode.Parse(body)!).Order().ShouldBe(pointers.Split(' ').Order());
        (await app.ScalarAsync<long>($"SELECT count(*) FROM imports WHERE project_id = '{project}'")).ShouldBe(0);
    }

    [Fact]
    public async Task Another_encoding_and_an_open_quote_are_named()
    {
        using var staff = app.Staff();
        var project = await app.ProjectAsync();
        using var latin = await PostAsync(staff, project, Encoding.Latin1.GetBytes("name,email,perspectives\nZoë,z@x.org,carer\n"));
        (await latin.Content.ReadAsStringAsync()).ShouldContain("Line 2 holds bytes that are not UTF-8");
        latin.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var open = await PostAsync(
            staff, project, Encoding.UTF8.GetBytes("name,email,perspectives\nA,a@x.org,carer\n\"B," + new string('x', 200_000)));
        open.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await open.Content.ReadAsStringAsync()).ShouldContain("never closed");
        using var sheet = await PostAsync(staff, project, [0x50, 0x4B, 0x03, 0x04, 0x00, 0xFF]);
        sheet.StatusCode.ShouldBe(HttpStatusCode.BadRequest, "a spreadsheet is no CSV");
        using var json = await PostAsync(staff, project, "{}"u8.ToArray(), "application/json");
        json.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM imports WHERE project_id = '{project}'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_file_of_another_width_of_characters_is_read_by_its_mark()
    {
        using var staff = app.Staff();
        var import = await ReceivedAsync(staff, await app.ProjectAsync(), Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("name\temail\tperspectives\r\nŽofie\tz@sixteen.example\tcarer\r\n")).ToArray());
        await StateAsync(staff, import, "checked");
        (await ReadAsync(staff, $"imports/{import}/lines?outcome=ready")).AsArray().Single()!["name"]!.GetValue<string>().ShouldBe("Žofie");
    }

    [Fact]
    public async Task Ten_thousand_lines_are_each_added_once_and_told()
    {
        await using var another = await app.AnotherServiceAsync();
        var joined = await another.ListenAsync<ParticipantJoined>();
        using var staff = app.Staff();
        var project = await app.ProjectAsync();
        var csv = new StringBuilder("name,email,perspectives,postal_address\n");
        for (var i = 0; i < 10_000; i++) csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"Person {i:x},p{i}@ten.example,livedExperience,\"{i} Long Lane, Some Town\"\n");

        var import = await ReceivedAsync(staff, project, csv.ToString());
        await StateAsync(staff, import, "checked");
        await AcceptedAsync(staff, import, "skip");
        await StateAsync(staff, import, "applied");

        (await ReadAsync(staff, $"imports/{import}"))["totals"]!["added"]!.GetValue<int>().ShouldBe(10_000);
        (await app.ScalarAsync<long>("SELECT count(*) FROM people WHERE email_key LIKE '%@ten.example'")).ShouldBe(10_000);
        await Eventually.Equals(
            10_000, () => Task.FromResult(joined.Where(e => e.ProjectId == project).DistinctBy(e => e.ParticipantId).Count()));
    }

    [Fact]
    public async Task The_lines_go_when_their_time_has_come_and_the_totals_stay()
    {
        using var staff = app.Staff();
        var import = await ReceivedAsync(staff, await app.ProjectAsync(), "name,email,perspectives\nLines Gone,gone@lines.example,carer\n");
        await StateAsync(staff, import, "checked");
        await using var late =
            app.Database.CreateCommand($"UPDATE imports SET lines_until = now() - interval '1 second' WHERE id = '{import}'");
        await late.ExecuteNonQueryAsync();
        await Eventually.Equals(0L, () => app.ScalarAsync<long>($"SELECT count(*) FROM import_lines WHERE import_id = '{import}'"));
        (await ReadAsync(staff, $"imports/{import}"))["totals"]!["ready"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Sent_again_under_its_id_or_its_key_is_one_import()
    {
        using var staff = app.Staff();
        var (project, id) = (await app.ProjectAsync(), Guid.NewGuid());
        var csv = "name,email,perspectives\nOnce,once@again.example,carer\n"u8.ToArray();
        staff.DefaultRequestHeaders.Add("Idempotency-Key", "\"list\"");
        using var unreadable = await PostAsync(staff, project, "nothing"u8.ToArray());
        unreadable.StatusCode.ShouldBe(HttpStatusCode.BadRequest, await unreadable.Content.ReadAsStringAsync());
        staff.DefaultRequestHeaders.Remove("Idempotency-Key");
        staff.DefaultRequestHeaders.Add("Idempotency-Key", "\"readable list\"");
        using var first = await PostAsync(staff, project, csv, id: id);
        using var replayed = await PostAsync(staff, project, csv, id: id);
        staff.DefaultRequestHeaders.Remove("Idempotency-Key");
        using var again = await PostAsync(staff, project, csv, id: id);
        (first.StatusCode, replayed.StatusCode, again.StatusCode).ShouldBe(
            (HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Who_acts_for_one_organisation_does_not_compare_lists_with_everybody()
    {
        using var theirs = app.WithToken(app.Issuer.OrganisationToken(Guid.NewGuid(), "participants:read participants:write"));
        using var response = await PostAsync(theirs, await app.ProjectAsync(), "name,email,perspectives\n"u8.ToArray());
        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    internal static Task<Guid> ReceivedAsync(HttpClient client, Guid project, string csv, bool bom = false) =>
        ReceivedAsync(client, project, [.. bom ? Encoding.UTF8.GetPreamble() : [], .. Encoding.UTF8.GetBytes(csv)]);

    static async Task<Guid> ReceivedAsync(HttpClient client, Guid project, byte[] csv)
    {
        using var response = await PostAsync(client, project, csv);
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted, body);
        return JsonNode.Parse(body)!["id"]!.GetValue<Guid>();
    }

    static Task<HttpResponseMessage> PostAsync(HttpClient client, Guid project, byte[] csv, string type = "text/csv", Guid? id = null)
    {
        var content = new ByteArrayContent(csv);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return client.PostAsync($"/api/participants/v1/projects/{project}/imports{(id is null ? "" : $"?id={id}")}", content);
    }

    internal static async Task AcceptedAsync(HttpClient client, Guid import, string lookAlikes)
    {
        using var response = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(
            client, $"/api/participants/v1/imports/{import}/apply", new { lookAlikes });
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync());
    }

    internal static Task StateAsync(HttpClient client, Guid import, string state) =>
        Eventually.Equals(
            state, async () => (await ReadAsync(client, $"imports/{import}"))["state"]!.GetValue<string>(), TimeSpan.FromMinutes(4));
}
