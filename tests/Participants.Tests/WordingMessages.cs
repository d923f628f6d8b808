using System.Net;
using Microsoft.Extensions.DependencyInjection;
using QLab.Participants.Notifications;
using QLab.Participants.Notifications.Templates;
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
            .Single(t => t!["name"]!.GetValue<string>() == "export-ready")!["languages"]!.ToJsonString().ShouldBe("""["en","fr"]""");

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
        BuiltInTemplates.All.Count.ShouldBeGreaterThan(8);
        foreach (var ((name, language), template) in BuiltInTemplates.All)
        {
            template.Subject.ShouldNotBeNullOrWhiteSpace($"{name} {language}");
            template.Text.ShouldNotBeNullOrWhiteSpace($"{name} {language}");
            template.Html.ShouldStartWith(name == "newsletter-issue" ? "{{{content}}}" : "<p>");
            template.Asks.ShouldBe(
                BuiltInTemplates.All[(name, "en")].Asks, ignoreOrder: true, $"{name} {language} asks for what English asks for");
        }
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
