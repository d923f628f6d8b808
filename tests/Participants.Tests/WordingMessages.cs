using System.Net;
using Microsoft.Extensions.DependencyInjection;
using QLab.Participants.Notifications;
using QLab.Participants.Notifications.Templates;
using QLab.ServiceDefaults.Text;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

public sealed class WordingMessages(ParticipantsApp app)
{
    [Fact]
    public async Task What_staff_write_is_sent_from_then_on_and_every_version_stays()
    {
        using var staff = app.Staff();
        for (var version = 1; version <= 2; version++)
            await WrittenAsync(staff, new { name = "export-ready", language = "fr", subject = $"Bonjour {version}", text = "C'est prêt, {{name}}.", html = "<p>C'est prêt, {{name}}.</p>" });
        (await ReadAsync(staff, "notifications/templates/export-ready?language=fr"))["version"]!.GetValue<int>().ShouldBe(2);
        (await ReadAsync(staff, "notifications/templates")).AsArray()
            .Single(t => t!["name"]!.GetValue<string>() == "export-ready")!["languages"]!.ToJsonString().ShouldBe("""["cy","en","fr"]""");

        var person = await app.PersonAsync("Zoé & <Co>", $"{Guid.NewGuid():N}@example.org");
        await app.ExecuteAsync($"UPDATE people SET language = 'fr-CA' WHERE id = '{person}'");
        using var scope = app.Services.CreateScope();
        var id = Guid.CreateVersion7();
        scope.ServiceProvider.GetRequiredService<NotificationQueue>()
            .Add(id, new(person), "export-ready", new Dictionary<string, string>());
        await scope.ServiceProvider.GetRequiredService<ParticipantsDb>().SaveChangesAsync();
        var mail = await app.Mail.ReadAsync(id);
        mail["Subject"].ShouldBe("Bonjour 2");
        mail.Html.ShouldContain("Zo&#233; &amp; &lt;Co&gt;");
        (await app.ScalarAsync<long>("SELECT count(*) FROM written_templates WHERE language = 'fr'")).ShouldBe(2);
    }

    [Theory]
    [InlineData("Code {{code}}", "No code.", "<p>{{code}}</p>", "/text")]
    [InlineData("Code {{code}}", "{{code}}", "<p>{{secret}}</p>", "/html")]
    [InlineData("A\nB {{other}}", "{{code}}", "<p></p>", "/subject")]
    [InlineData("A", "{{code}}", "<p>{{#code}}</p>", "/html")]
    [InlineData("A", "{{code}}{{#secret}}b{{/secret}}", "<p></p>", "/text")]
    public async Task A_wording_that_could_not_be_filled_is_refused(string subject, string text, string html, string pointer)
    {
        using var staff = app.Staff();
        var problem = await RefusedAsync(staff, "notifications/templates", new { name = "sign-in-code", language = "de", subject, text, html }, HttpStatusCode.BadRequest);
        Pointers(problem).ShouldBe([pointer]);
        NameOf(await RefusedAsync(staff, "notifications/templates", new { name = "no-such", language = "de", subject = "a", text, html }, HttpStatusCode.NotFound)).ShouldBe("template-not-found");
    }

    [Fact]
    public void Every_template_that_comes_along_is_whole_in_every_language()
    {
        var names = BuiltInTemplates.All.Keys.Select(key => key.Name).Distinct().ToList();
        names.Count.ShouldBeGreaterThan(8);
        BuiltInTemplates.All.Keys.ShouldBe(
            names.SelectMany(name => SpokenLanguages.All.Select(language => (name, language))), ignoreOrder: true);
        foreach (var ((name, language), template) in BuiltInTemplates.All)
        {
            var (what, english) = ($"{name} {language}", BuiltInTemplates.All[(name, "en")]);
            template.Subject.ShouldNotBeNullOrWhiteSpace(what);
            template.Text.ShouldNotBeNullOrWhiteSpace(what);
            template.Html.ShouldStartWith(name == "newsletter-issue" ? "{{{content}}}" : "<p>");
            template.Asks.ShouldBe(english.Asks, ignoreOrder: true, $"{what} asks for what English asks for");
            foreach (var (part, same) in new[] { (template.Text, english.Text), (template.Html, english.Html) })
            {
                Conditions(part).ShouldBe(Conditions(same), $"{what} says the same under the same conditions");
                Shown(part).ShouldBe(Shown(same), ignoreOrder: true, $"{what} shows what English shows");
                MessageTemplate.Marks().IsMatch(MessageTemplate.Sections().Replace(part, "${inside}")).ShouldBeFalse(what);
            }
        }

        static IEnumerable<string> Conditions(string part) => new MessageTemplate("", "", "", part, "").Conditions;
        static IEnumerable<string> Shown(string part) => new MessageTemplate("", "", "", part, "").Shows;
    }

    [Theory]
    [InlineData("anonymous", "en", "nobody can tell which answers are yours")]
    [InlineData("confidential", "en", "only the few people whom the Lab has named")]
    [InlineData("identified", "en", "not anonymous")]
    [InlineData("anonymous", "cy", "ni all neb ddweud pa atebion yw eich rhai chi")]
    [InlineData("confidential", "cy", "dim ond yr ychydig bobl")]
    [InlineData("identified", "cy", "Nid yw'r arolwg hwn yn ddienw")]
    public void An_invitation_promises_what_the_survey_keeps_and_nothing_else(string mode, string language, string promise)
    {
        string[] modes = ["anonymous", "confidential", "identified"];
        var promises = modes.ToDictionary(each => each, each => Invitation(language, ("mode", each)));
        foreach (var other in modes)
        {
            var holds = promises[other].Text.Contains(promise, StringComparison.Ordinal);
            holds.ShouldBe(other == mode, other);
            promises[other].Html.Contains(System.Net.WebUtility.HtmlDecode(promise), StringComparison.Ordinal)
                .ShouldBe(other == mode, other);
        }
        Invitation(language).Text.ShouldNotContain(promise);
    }

    [Fact]
    public void What_is_not_known_is_not_spoken_of_and_leaves_no_gap()
    {
        var bare = Invitation("en").Text;
        foreach (var word in new[] { "What it is for", "Time it takes", "Last day", "Questions", "{{" }) bare.ShouldNotContain(word);
        bare.ShouldNotContain("\n\n\n");
        var whole = Invitation(
            "en", ("mode", "anonymous"), ("purpose", "To plan."), ("minutes", "12"), ("lastDay", "2026-10-31"),
            ("contact", "lab@example.org")).Text;
        foreach (var word in new[] { "What it is for: To plan.", "about 12 min", "Last day to answer: 31 October 2026", "Questions: lab@example.org" })
            whole.ShouldContain(word);
        whole.ShouldNotContain("\n\n\n");
        Invitation("cy", ("lastDay", "2026-10-31")).Text.ShouldContain("Diwrnod olaf i ateb: 31 Hydref 2026");
        Should.Throw<TemplateFaultException>(() => Invitation("en", ("lastDay", "soon")));
    }

    [Fact]
    public void A_change_of_a_gathering_says_what_was_before_and_what_is_from_now_on()
    {
        var whole = Changed(
            "en", ("wasDay", "2026-10-30"), ("wasHours", "10:00–14:00"), ("wasPlace", "The hall, London"), ("wasFormat", "inPerson"),
            ("joining", "changed"), ("online", "yes")).Text;
        foreach (var words in new[]
        {
            "The time has changed. It was 30 October 2026, 10:00–14:00 (UK time).", "The place has changed. It was The hall, London.",
            "How people meet has changed. It was in person.", "How to get there or to join has changed.",
            "From now on it is:\n\n31 October 2026, 11:00–15:00 (UK time)\n", "Online: how to join stands with your booking.",
        })
            whole.ShouldContain(words);
        Changed("cy", ("wasPlace", "The hall, London")).Text.ShouldContain("Mae’r lleoliad wedi newid. The hall, London oedd o’r blaen.");
        var bare = Changed("en").Text;
        foreach (var text in new[] { whole, bare }) text.ShouldNotContain("\n\n\n");
        foreach (var words in new[] { "has changed.", "It was" }) bare.ShouldNotContain(words);
    }

    static FilledTemplate Changed(string language, params (string Name, string Value)[] more)
    {
        var values = new Dictionary<string, string>
        {
            ["name"] = "Siân", ["lab"] = "Sleep", ["sender"] = "Q Lab", ["title"] = "Nights", ["startsDay"] = "2026-10-31",
            ["hours"] = "11:00–15:00",
        };
        foreach (var (name, value) in more) values[name] = value;
        return BuiltInTemplates.All[("workshop-changed", language)].Fill(values);
    }

    static FilledTemplate Invitation(string language, params (string Name, string Value)[] more)
    {
        var values = new Dictionary<string, string>
        {
            ["name"] = "Siân", ["lab"] = "Sleep", ["sender"] = "Q Lab", ["title"] = "Nights", ["surveyUrl"] = "https://lab.example.org/1",
            ["code"] = "7Q2M9",
        };
        foreach (var (name, value) in more) values[name] = value;
        return BuiltInTemplates.All[("survey-invitation", language)].Fill(values);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("/relative")]
    [InlineData("mailto:a@example.org")]
    public void A_link_has_to_lead_to_a_page(string url) =>
        Should.Throw<TemplateFaultException>(() => new MessageTemplate("t", "en", "s", "t", "<a href=\"{{confirmUrl}}\">").Fill(new Dictionary<string, string> { ["confirmUrl"] = url }));

    [Fact]
    public void What_fills_a_place_is_never_read_as_a_place_itself() =>
        new MessageTemplate("t", "en", "s", "{{a}} {{{content}}}", "").Fill(new Dictionary<string, string>
        {
            ["a"] = "{{b}} {{{content}}}", ["b"] = "no",
        }, "{{b}}")
            .Text.ShouldBe("{{b}} {{{content}}} {{b}}");

    static async Task WrittenAsync(HttpClient staff, object template)
    {
        using var written = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(
            staff, "/api/participants/v1/notifications/templates", template);
        written.StatusCode.ShouldBe(HttpStatusCode.Created, await written.Content.ReadAsStringAsync());
    }
}
