using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Participants.Contracts;
using QLab.Testing;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

public sealed class AskingForConsents(ParticipantsApp app)
{
    [Fact]
    public async Task Each_purpose_is_asked_by_itself_and_recorded_in_the_wording_that_was_read()
    {
        await using var another = await app.AnotherServiceAsync();
        var given = await another.ListenAsync<ConsentGiven>();
        using var staff = app.Staff();
        using var anybody = app.Anonymous();
        var (project, participant, address) = await ParticipantAsync(staff);
        var asked = await AskAsync(staff, project, [participant], "research", "quotation", "newsletter");
        asked.ToJsonString().ShouldBe("""{"asked":1,"leftOut":[]}""");
        var link = await LinkAsync(address);

        var page = await anybody.GetStringAsync(link);
        page.ShouldContain("You may use what I contribute");
        page.ShouldNotContain("checked", Case.Insensitive, "nothing is chosen beforehand");
        page.ShouldNotContain("<script");
        page.Split("<fieldset>").Length.ShouldBe(4, "three questions, each by itself");
        (await HistoryAsync(staff, project, participant)).ShouldBeEmpty("opening the page says nothing");

        (await AnswerAsync(anybody, link, ("research.1", "yes"), ("quotation.1", "no"))).ShouldContain("Thank you");

        (await HistoryAsync(staff, project, participant)).Select(e => $"{e!["purpose"]} {e["given"]} {e["wordingVersion"]} {e["method"]}")
            .ShouldBe(["research true 1 page", "quotation false 1 page"], ignoreOrder: true);
        await Eventually.Equals(
            "research", () => Task.FromResult(string.Join(' ', given.Where(e => e.ParticipantId == participant).Select(e => e.Purpose))));
    }

    [Fact]
    public async Task A_second_click_changes_nothing()
    {
        using var staff = app.Staff();
        using var anybody = app.Anonymous();
        var (project, participant, address) = await ParticipantAsync(staff);
        await AskAsync(staff, project, [participant], "research");
        var link = await LinkAsync(address);

        (await AnswerAsync(anybody, link)).ShouldContain("There was no answer yet");
        var clicks = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => AnswerAsync(anybody, link, ("research.1", "yes"))));
        clicks.ShouldAllBe(page => page.Contains("Thank you", StringComparison.Ordinal));
        (await AnswerAsync(anybody, link, ("research.1", "no"))).ShouldContain("Thank you");

        (await HistoryAsync(staff, project, participant)).ShouldHaveSingleItem()!["given"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Who_reads_Welsh_is_asked_in_Welsh()
    {
        using var staff = app.Staff();
        using var anybody = app.Anonymous();
        var (project, participant, address) = await ParticipantAsync(staff);
        await app.ExecuteAsync($"UPDATE people SET language = 'cy-GB' WHERE email = '{address}'");
        await AskAsync(staff, project, [participant], "research");

        (await app.Mail.LatestToAsync(address))["Subject"].ShouldStartWith("I beth ydych chi'n cytuno?");
        var page = await anybody.GetStringAsync(await LinkAsync(address));

        page.ShouldContain("<html lang=\"cy\">");
        page.ShouldContain("<legend lang=\"cy\">Cewch ddefnyddio");
    }

    [Fact]
    public async Task An_answer_to_another_wording_than_todays_is_asked_anew()
    {
        using var staff = app.Staff();
        using var anybody = app.Anonymous();
        var (project, participant, address) = await ParticipantAsync(staff);
        await AskAsync(staff, project, [participant], "research");
        var link = await LinkAsync(address);

        (await AnswerAsync(anybody, link, ("research.99", "yes"))).ShouldContain("The wording has changed");

        (await HistoryAsync(staff, project, participant)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_that_is_old_or_made_up_or_belongs_to_somebody_who_left_is_gone()
    {
        using var staff = app.Staff();
        using var anybody = app.Anonymous();
        var (project, old, oldAddress) = await ParticipantAsync(staff);
        var (left, leftAddress) = await JoinAsync(staff, project);
        await AskAsync(staff, project, [old, left], "research");
        string[] links =
            [await LinkAsync(oldAddress), await LinkAsync(leftAddress), "/api/participants/v1/consent-requests/answer?token=abc"];
        await app.ExecuteAsync($"UPDATE consent_requests SET expires_at = now() - interval '1 second' WHERE participation_id = '{old}'");
        await DoneAsync(staff, $"projects/{project}/participants/{left}/leave");

        foreach (var link in links)
        {
            using var opened = await anybody.GetAsync(link);
            using var form = new FormUrlEncodedContent([new("research.1", "yes")]);
            using var answered = await anybody.PostAsync(link, form);
            (opened.StatusCode, answered.StatusCode).ShouldBe((HttpStatusCode.Gone, HttpStatusCode.Gone), link);
        }

        (await HistoryAsync(staff, project, old)).ShouldBeEmpty();
        (await HistoryAsync(staff, project, left)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Staff_are_told_who_gets_no_mail_and_why()
    {
        using var staff = app.Staff();
        var (project, asked, _) = await ParticipantAsync(staff);
        var (left, _) = await JoinAsync(staff, project);
        await DoneAsync(staff, $"projects/{project}/participants/{left}/leave");
        var (refuses, _) = await JoinAsync(staff, project, new { purpose = "contact", given = false });
        var (given, _) = await JoinAsync(staff, project, new { purpose = "research", given = true });
        var (post, postAddress) = await JoinAsync(staff, project);
        await app.ExecuteAsync($"UPDATE people SET preferred_contact = 'Post', postal_address = '1 Lane' WHERE email = '{postAddress}'");
        var (returned, returnedAddress) = await JoinAsync(staff, project);
        await DoneAsync(staff, "notifications/bounces", new { email = returnedAddress, kind = "hard" });
        Guid[] everybody = [asked, left, refuses, given, post, returned];

        var first = await AskAsync(staff, project, everybody, "research");
        first["asked"]!.GetValue<int>().ShouldBe(1);
        Reasons(first).ShouldBe(
            [("left", left), ("refusesContact", refuses), ("prefersPost", post), ("mailReturned", returned), ("givenAlready", given)],
            ignoreOrder: true);
        (await AskAsync(staff, project, [asked], "research"))["leftOut"]![0]!["reason"]!.GetValue<string>().ShouldBe("askedAlready");
        Pointers(await RefusedAsync(
            staff, $"projects/{project}/consent-requests",
            new { participantIds = new[] { asked, Guid.NewGuid(), asked }, purposes = new[] { "research", "research" } },
            HttpStatusCode.BadRequest))
            .ShouldBe(["/participantIds/1", "/participantIds/2", "/purposes/1"], ignoreOrder: true);
    }

    static IEnumerable<(string, Guid)> Reasons(JsonNode answer) => answer["leftOut"]!.AsArray()
        .Select(left => (left!["reason"]!.GetValue<string>(), left["participantIds"]!.AsArray().ShouldHaveSingleItem()!.GetValue<Guid>()));

    async Task<(Guid Project, Guid Participant, string Address)> ParticipantAsync(HttpClient staff)
    {
        var project = await app.ProjectAsync();
        var (participant, address) = await JoinAsync(staff, project);
        return (project, participant, address);
    }

    async Task<(Guid Participant, string Address)> JoinAsync(HttpClient staff, Guid project, params object[] consents)
    {
        var address = $"{Guid.NewGuid():N}@example.org";
        var person = await app.PersonAsync("Somebody", address);
        return (await CreatedAsync(staff, $"projects/{project}/participants", Joining(person, consents)), address);
    }

    static async Task<JsonNode> AskAsync(HttpClient staff, Guid project, Guid[] participantIds, params string[] purposes)
    {
        using var response = await staff.PostAsJsonAsync(
            $"/api/participants/v1/projects/{project}/consent-requests", new { participantIds, purposes });
        var json = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, json);
        return JsonNode.Parse(json)!;
    }

    async Task<string> LinkAsync(string address) =>
        new Uri((await app.Mail.LatestToAsync(address)).Link("/consent-requests/answer")).PathAndQuery;

    static async Task<string> AnswerAsync(HttpClient anybody, string link, params (string Field, string Value)[] answers)
    {
        using var form = new FormUrlEncodedContent(answers.Select(answer => KeyValuePair.Create(answer.Field, answer.Value)));
        using var response = await anybody.PostAsync(link, form);
        var page = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, page);
        return page;
    }

    static async Task<JsonArray> HistoryAsync(HttpClient staff, Guid project, Guid participant) =>
        (await ReadAsync(staff, $"projects/{project}/participants/{participant}/consents"))["history"]!.AsArray();
}
