using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Participants.Contracts;
using QLab.Testing;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

public sealed class ExpressingInterest(ParticipantsApp app)
{
    [Fact]
    public async Task Somebody_who_confirms_is_accepted_and_takes_part_with_what_they_agreed_to()
    {
        await using var another = await app.AnotherServiceAsync();
        var given = await another.ListenAsync<ConsentGiven>();
        using var staff = app.Staff();
        using var anybody = app.Anonymous();
        var (project, address) = (await app.ProjectAsync(), Address());
        await ExpressAsync(anybody, project, address);
        var (interest, link) = (await OneAsync(staff, project), await LinkAsync(address));

        var page = await anybody.GetStringAsync(link);
        page.ShouldContain("I have lived with back pain");
        page.ShouldNotContain("checked", Case.Insensitive, "nothing is chosen beforehand");
        page.ShouldNotContain("<script");
        page.Split("<fieldset>").Length.ShouldBe(7, "six questions, each by itself");
        (await OneAsync(staff, project))["state"]!.GetValue<string>().ShouldBe("unconfirmed", "opening the page changes nothing");
        NameOf(await RefusedAsync(staff, $"projects/{project}/expressions-of-interest/{interest["id"]}/accept", null)).ShouldBe("interest-not-confirmed");

        (await AnswerAsync(anybody, link, ("do", "confirm"), ("research.1", "yes"), ("quotation.1", "no"))).ShouldContain("Thank you");
        (await AnswerAsync(anybody, link, ("do", "confirm"), ("research.1", "no"))).ShouldContain(
            "Thank you", Case.Sensitive, "a second click");
        var accepted = await AcceptAsync(staff, project, interest["id"]!.GetValue<Guid>());

        accepted["known"]!.GetValue<bool>().ShouldBeFalse();
        (await ReadAsync(staff, $"people/{accepted["personId"]}"))["email"]!.GetValue<string>().ShouldBe(address);
        var participant = $"projects/{project}/participants/{accepted["participantId"]}";
        (await ReadAsync(staff, participant))["perspectives"]![0]!["kind"]!.GetValue<string>().ShouldBe("livedExperience");
        (await ReadAsync(staff, $"{participant}/consents"))["history"]!.AsArray()
            .Select(e => $"{e!["purpose"]} {e["given"]} {e["wordingVersion"]} {e["method"]}")
            .ShouldBe(["research true 1 page", "quotation false 1 page"], ignoreOrder: true);
        await Eventually.Equals("research", () => Task.FromResult(string.Join(' ', given
            .Where(e => e.ParticipantId == accepted["participantId"]!.GetValue<Guid>()).Select(e => e.Purpose))));
        (await app.Mail.LatestToAsync(address, 2))["Subject"].ShouldStartWith("You take part");
        NameOf(await RefusedAsync(staff, $"projects/{project}/expressions-of-interest/{interest["id"]}/accept", null)).ShouldBe("interest-answered");
    }

    [Fact]
    public async Task The_answer_is_the_same_for_an_address_that_is_known_and_the_person_is_not_made_twice()
    {
        using var staff = app.Staff();
        using var anybody = app.Anonymous();
        var (project, known, unknown) = (await app.ProjectAsync(), Address(), Address());
        var person = await app.PersonAsync("Known Already", known);

        (await ExpressAsync(anybody, project, known)).ShouldBe(await ExpressAsync(anybody, project, unknown));
        var interest = (await InterestsAsync(staff, project)).Single(i => i!["email"]!.GetValue<string>() == known)!;
        interest["personId"]!.GetValue<Guid>().ShouldBe(person);
        await AnswerAsync(anybody, await LinkAsync(known), ("do", "confirm"));
        var accepted = await AcceptAsync(staff, project, interest["id"]!.GetValue<Guid>());

        (accepted["personId"]!.GetValue<Guid>(), accepted["known"]!.GetValue<bool>()).ShouldBe((person, true));
        (await ReadAsync(staff, $"people/{person}"))["name"]!.GetValue<string>().ShouldBe("Known Already");
    }

    [Fact]
    public async Task Who_does_not_mean_it_deletes_it_and_the_link_is_gone()
    {
        using var staff = app.Staff();
        using var anybody = app.Anonymous();
        var (project, address) = (await app.ProjectAsync(), Address());
        await ExpressAsync(anybody, project, address);
        var link = await LinkAsync(address);

        (await AnswerAsync(anybody, link, ("do", "delete"))).ShouldContain("deleted");

        (await InterestsAsync(staff, project)).ShouldBeEmpty();
        foreach (var gone in new[] { link, "/api/participants/v1/expressions-of-interest/confirm?token=abc" })
        {
            using var opened = await anybody.GetAsync(gone);
            using var form = new FormUrlEncodedContent([new("do", "confirm")]);
            using var answered = await anybody.PostAsync(gone, form);
            (opened.StatusCode, answered.StatusCode).ShouldBe((HttpStatusCode.Gone, HttpStatusCode.Gone), gone);
        }
        app.Mail.To(address).ShouldBeEmpty("the mail in the folder goes with it");
    }

    [Fact]
    public async Task Who_is_declined_is_told_why_in_their_language()
    {
        using var staff = app.Staff();
        using var anybody = app.Anonymous();
        var (project, address) = (await app.ProjectAsync(), Address());
        await ExpressAsync(anybody, project, address, "cy");
        var link = await LinkAsync(address);
        (await anybody.GetStringAsync(link)).ShouldContain("<html lang=\"cy\">");
        await AnswerAsync(anybody, link, ("do", "confirm"));
        var at = $"projects/{project}/expressions-of-interest/{(await OneAsync(staff, project))["id"]}";

        Pointers(await RefusedAsync(staff, $"{at}/decline", new { reason = "" }, HttpStatusCode.BadRequest)).ShouldBe(["/reason"]);
        await DoneAsync(staff, $"{at}/decline", new { reason = "Mae'r Lab yn llawn." });

        var mail = await app.Mail.LatestToAsync(address, 2);
        mail["Subject"].ShouldStartWith("Eich diddordeb");
        mail.Text.ShouldContain("Mae'r Lab yn llawn.");
        (await ReadAsync(staff, $"{at}/changes"))[0]!["action"]!.GetValue<string>().ShouldBe("declined");
    }

    [Fact]
    public async Task What_nobody_confirms_is_deleted_by_itself()
    {
        using var staff = app.Staff();
        using var anybody = app.Anonymous();
        var (project, address) = (await app.ProjectAsync(), Address());
        await ExpressAsync(anybody, project, address);
        (await OneAsync(staff, project))["keptUntil"]!.GetValue<DateTimeOffset>()
            .ShouldBe(DateTimeOffset.UtcNow.AddDays(7), TimeSpan.FromHours(1));

        await app.ExecuteAsync($"UPDATE expressions_of_interest SET kept_until = now() - interval '1 second' WHERE email = '{address}'");

        await Eventually.Equals(0L, () => app.ScalarAsync<long>($"SELECT count(*) FROM expressions_of_interest WHERE email = '{address}'"));
    }

    [Fact]
    public async Task An_address_gets_three_mails_a_day_and_what_was_confirmed_last_counts()
    {
        using var staff = app.Staff();
        using var anybody = app.Anonymous();
        var (project, address) = (await app.ProjectAsync(), Address());
        for (var i = 0; i < 5; i++) await ExpressAsync(anybody, project, address);
        await app.Mail.LatestToAsync(address, 3);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM expressions_of_interest WHERE email = '{address}' AND token_hash IS NOT NULL")).ShouldBe(3);

        await Task.WhenAll(app.Mail.To(address).Select(mail => AnswerAsync(anybody, PathOf(mail), ("do", "confirm")).ContinueWith(_ => { }, TaskScheduler.Default)));

        (await OneAsync(staff, project))["state"]!.GetValue<string>().ShouldBe("confirmed");
    }

    [Fact]
    public async Task Bad_input_names_all_that_is_wrong_and_a_closed_project_takes_nobody()
    {
        using var staff = app.Staff();
        using var anybody = app.Anonymous();
        var project = await app.ProjectAsync();
        Pointers(await RefusedAsync(anybody, $"projects/{project}/expressions-of-interest", new
        {
            name = "", email = "nowhere", why = " ", language = "not one", perspectives = Array.Empty<object>(),
        }, HttpStatusCode.BadRequest)).ShouldBe(["/name", "/email", "/why", "/language", "/perspectives"], ignoreOrder: true);

        await DoneAsync(staff, $"projects/{project}/close");

        NameOf(await RefusedAsync(anybody, $"projects/{project}/expressions-of-interest", Interest(Address()))).ShouldBe("project-closed");
        await RefusedAsync(anybody, $"projects/{Guid.NewGuid()}/expressions-of-interest", Interest(Address()), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_erasure_takes_it_and_an_export_tells_it()
    {
        using var staff = app.Staff();
        using var anybody = app.Anonymous();
        var (project, address) = (await app.ProjectAsync(), Address());
        var person = await app.PersonAsync("To be erased", address);
        await ExpressAsync(anybody, project, address);
        await LinkAsync(address);

        using var erased = await staff.PostAsJsonAsync($"/api/participants/v1/people/{person}/erasure", new { });
        erased.StatusCode.ShouldBe(HttpStatusCode.Accepted, await erased.Content.ReadAsStringAsync());

        (await app.ScalarAsync<long>($"SELECT count(*) FROM expressions_of_interest WHERE email = '{address}'")).ShouldBe(0);
        app.Mail.To(address).ShouldBeEmpty();
    }

    static string Address() => $"{Guid.NewGuid():N}@example.org";

    static object Interest(string email, string language = "en") => new
    {
        name = "Alex Example", email, language, why = "I have lived with back pain",
        perspectives = new[] { new { kind = "livedExperience" } },
    };

    /// <summary>The whole answer, but for what every answer has of its own.</summary>
    static async Task<string> ExpressAsync(HttpClient client, Guid project, string email, string language = "en")
    {
        using var answer =
            await client.PostAsJsonAsync($"/api/participants/v1/projects/{project}/expressions-of-interest", Interest(email, language));
        var body = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, body);
        return $"{answer.StatusCode} {body} {string.Join(',', answer.Headers.Select(h => h.Key))}";
    }

    static async Task<JsonArray> InterestsAsync(HttpClient client, Guid project) =>
        (await ReadAsync(client, $"projects/{project}/expressions-of-interest")).AsArray();

    static async Task<JsonNode> OneAsync(HttpClient client, Guid project) =>
        (await InterestsAsync(client, project)).ShouldHaveSingleItem()!;

    static async Task<JsonNode> AcceptAsync(HttpClient staff, Guid project, Guid interest)
    {
        using var answer =
            await staff.PostAsync($"/api/participants/v1/projects/{project}/expressions-of-interest/{interest}/accept", null);
        var json = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, json);
        return JsonNode.Parse(json)!;
    }

    async Task<string> LinkAsync(string address) => PathOf(await app.Mail.LatestToAsync(address));

    static string PathOf(ReceivedMail mail) => new Uri(mail.Link("/expressions-of-interest/confirm")).PathAndQuery;

    static async Task<string> AnswerAsync(HttpClient anybody, string link, params (string Field, string Value)[] answers)
    {
        using var form = new FormUrlEncodedContent(answers.Select(answer => KeyValuePair.Create(answer.Field, answer.Value)));
        using var response = await anybody.PostAsync(link, form);
        var page = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, page);
        return page;
    }
}
