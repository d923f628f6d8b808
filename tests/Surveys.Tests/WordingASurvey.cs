using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Privacy;
using QLab.Testing;

namespace QLab.Surveys.Tests;

public sealed class WordingASurvey(SurveysApp app)
{
    static readonly object Purpose = new { en = "To choose <what> the Lab works on.", cy = "I ddewis gwaith y Lab." };

    [Fact]
    public async Task Says_its_title_and_purpose_in_each_language_of_the_questionnaire()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var survey = await OpenAsync(
            staff, new { titles = new { en = "Nights", cy = "Nosweithiau" }, purpose = Purpose, contact = "lab@example.org" });

        var all = await ReadAsync(staff, survey);
        all["title"]!.GetValue<string>().ShouldBe("Nights");
        all["titles"]!.ToJsonString().ShouldBe("""{"en":"Nights","cy":"Nosweithiau"}""");
        all["purpose"]!["cy"]!.GetValue<string>().ShouldBe("I ddewis gwaith y Lab.");
        all["contact"]!.GetValue<string>().ShouldBe("lab@example.org");
        var welsh = await ReadAsync(staff, survey, "?language=cy-GB");
        welsh["title"]!.GetValue<string>().ShouldBe("Nosweithiau");
        welsh["purpose"]!.GetValue<string>().ShouldBe("I ddewis gwaith y Lab.");
        welsh["titles"]!["en"]!.GetValue<string>().ShouldBe("Nights");
    }

    [Fact]
    public async Task Is_called_in_every_language_what_its_questionnaire_is_called()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var same = await OpenAsync(staff, new { title = "Sleep" });
        (await ReadAsync(staff, same, "?language=cy"))["title"]!.GetValue<string>().ShouldBe("Cwsg");
        var other = await OpenAsync(staff, new { });
        (await ReadAsync(staff, other, "?language=cy"))["title"]!.GetValue<string>().ShouldBe("Nights");
    }

    [Fact]
    public async Task Names_every_language_that_the_questionnaire_lacks_and_a_first_title_that_is_another()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var wrong = new { titles = new { en = "Days", pl = "Noce" }, purpose = new { pl = "Po co?" } };
        using var refused = await staff.PostAsJsonAsync("/api/surveys/v1/surveys", await BodyAsync(staff, wrong));
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["errors"]!.AsObject().Select(e => e.Key)
            .ShouldBe(["/titles/pl", "/titles", "/purpose/pl"], ignoreOrder: true);

        var survey = await OpenAsync(staff, new { });
        (await WordAsync(staff, survey, "*", new
        {
            title = "", titles = new { en = "Days" }, purpose = new { pl = "Po co?" }, contact = (string?)null,
        }))
            .ShouldBe((HttpStatusCode.BadRequest, "/title /purpose/pl /titles"));
    }

    [Fact]
    public async Task Is_worded_anew_by_who_has_read_it_and_whole()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var survey = await OpenAsync(staff, new { titles = new { cy = "Nosweithiau" }, contact = "lab@example.org" });
        var words = new { title = "Quiet nights", titles = new { cy = "Nosweithiau tawel" }, purpose = Purpose, contact = (string?)null };

        (await WordAsync(staff, survey, null, words)).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await WordAsync(staff, survey, "*", new { title = "Quiet nights" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await WordAsync(staff, survey, "*", words)).Status.ShouldBe(HttpStatusCode.NoContent);

        var read = await ReadAsync(staff, survey);
        read["titles"]!.ToJsonString().ShouldBe("""{"en":"Quiet nights","cy":"Nosweithiau tawel"}""");
        read["contact"].ShouldBeNull();
        using var closed = await staff.PostAsJsonAsync($"/api/surveys/v1/surveys/{survey}/close", new { reason = "Enough." });
        (await WordAsync(staff, survey, "*", words)).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("anonymous", "cy", "ni all neb ddweud pa atebion yw eich rhai chi")]
    [InlineData("confidential", "en", "only the few people whom the Lab has named")]
    [InlineData("identified", "en", "This survey is not anonymous")]
    public async Task Has_a_page_that_says_what_it_is_without_any_script(string mode, string language, string promise)
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var survey = await OpenAsync(staff, new
        {
            mode, titles = new { cy = "Nosweithiau" }, purpose = Purpose, contact = "lab@example.org", closesAt = "2126-11-01T00:00:00Z",
        });
        using var anybody = app.Anonymous();

        using var read = await anybody.GetAsync($"/api/surveys/v1/surveys/{survey}/page?language={language}");

        var page = WebUtility.HtmlDecode(await read.Content.ReadAsStringAsync());
        read.StatusCode.ShouldBe(HttpStatusCode.OK, page);
        read.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        read.Content.Headers.ContentLanguage.ShouldBe([language]);
        var welsh = language == "cy";
        string[] said =
        [
            promise, welsh ? "<h1>Nosweithiau</h1>" : "<h1>Nights</h1>", welsh ? "I ddewis gwaith y Lab." : "To choose <what> the Lab works on.",
            welsh ? "31 Hydref 2126" : "31 October 2126", "lab@example.org", "1 min", welsh ? "Sut mae eich nosweithiau?" : "How are your nights?",
            "A project", $"/api/surveys/v1/surveys/{survey}/responses",
        ];
        foreach (var words in said) page.ShouldContain(words);
        foreach (var other in new[] { "ni all neb ddweud", "only the few people", "is not anonymous" }.Where(other => !promise.Contains(other)))
            page.ShouldNotContain(other);
        (await anybody.GetStringAsync($"/api/surveys/v1/surveys/{survey}/page?language=en")).ShouldContain("To choose &lt;what&gt;");
        page.ShouldNotContain("<script");
        read.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'none'");
        using var nowhere = await anybody.GetAsync($"/api/surveys/v1/surveys/{Guid.NewGuid()}/page");
        nowhere.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Reaches_those_who_are_invited_in_every_language_and_whom_to_ask_only_sealed()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var project = await app.KnownProjectAsync();
        var survey = new InvitedSurvey(app, await OpenAsync(staff, new
        {
            mode = "confidential", access = "invited", titles = new { cy = "Nosweithiau" }, purpose = Purpose, contact = "jo@example.org",
            closesAt = "2126-11-01T00:00:00Z",
        }, project), project, "confidential");
        var (ids, key) = (await survey.JoinedAsync(1), await app.KeyAsync());
        await using var participants = await app.AnotherServiceAsync();
        var requested = await participants.ListenAsync<NotificationRequested>();

        await survey.InviteAsync(ids, send: true);

        await Eventually.Equals(1, () => Task.FromResult(requested.Count(r => ids.Contains(r.ParticipantId))));
        var message = requested.First(r => ids.Contains(r.ParticipantId));
        message.Values.Where(value => !value.Key.StartsWith("surveyUrl")).ShouldBe(new Dictionary<string, string>
        {
            ["title"] = "Nights", ["title@en"] = "Nights", ["title@cy"] = "Nosweithiau", ["mode"] = "confidential", ["minutes"] = "1",
            ["lastDay"] = "2126-10-31", ["purpose"] = "To choose <what> the Lab works on.",
            ["purpose@en"] = "To choose <what> the Lab works on.",
            ["purpose@cy"] = "I ddewis gwaith y Lab.",
        }, ignoreOrder: true);
        message.Values["surveyUrl@cy"].ShouldEndWith($"/api/surveys/v1/surveys/{survey.Id}/page?language=cy");
        JsonNode.Parse(SealedBox.Open(message.Sealed!, key))!["contact"]!.GetValue<string>().ShouldBe("jo@example.org");
    }

    async Task<Guid> OpenAsync(HttpClient staff, object more, Guid? project = null) =>
        await SurveysApp.CreatedAsync(staff, "surveys", await BodyAsync(staff, more, project));

    async Task<JsonObject> BodyAsync(HttpClient staff, object more, Guid? project = null)
    {
        var questionnaire = await SurveysApp.CreatedAsync(staff, "questionnaires", new
        {
            projectId = project ?? await app.KnownProjectAsync(), key = "sleep", languages = new[] { "en", "cy" },
            title = new { en = "Sleep", cy = "Cwsg" },
            questions = new object[] { new { id = "nights", type = "yesNo", text = new { en = "How are your nights?", cy = "Sut mae eich nosweithiau?" } } },
        });
        var body = System.Text.Json.JsonSerializer.SerializeToNode(new
        {
            questionnaireId = questionnaire, title = "Nights", mode = "anonymous",
        })!.AsObject();
        foreach (var (name, value) in System.Text.Json.JsonSerializer.SerializeToNode(more)!.AsObject()) body[name] = value?.DeepClone();
        return body;
    }

    static async Task<JsonNode> ReadAsync(HttpClient client, Guid survey, string query = "") =>
        JsonNode.Parse(await client.GetStringAsync($"/api/surveys/v1/surveys/{survey}{query}"))!;

    /// <returns>The status, and the pointers of what is wrong.</returns>
    static async Task<(HttpStatusCode Status, string Wrong)> WordAsync(HttpClient staff, Guid survey, string? ifMatch, object words)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/surveys/v1/surveys/{survey}/wording")
        {
            Content = new StringContent(System.Text.Json.JsonSerializer.Serialize(words), Encoding.UTF8, "application/json"),
        };
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var answer = await staff.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, body.Length == 0 ? "" : string.Join(' ', JsonNode.Parse(body)!["errors"]?.AsObject().Select(e => e.Key) ?? []));
    }
}
