using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using QLab.Questionnaires;

namespace QLab.Surveys.Tests;

public sealed class ReadingAQuestionnaire(SurveysApp app)
{
    static readonly object[] Questions =
    [
        new { id = "low", type = "singleChoice", text = new { en = "Feeling down?", cy = "Yn teimlo'n isel?" }, options = new object[] { new { value = "no", label = new { en = "No", cy = "Na" }, score = 0 }, new { value = "yes", label = new { en = "Yes", cy = "Ydw" }, score = 2 } } },
        new { id = "long", type = "yesNo", text = new { en = "For long?", cy = "Ers tro?" }, shownWhen = new { question = "low", @operator = "is", value = "yes" } },
        new { id = "sum", type = "score", text = "NHS", score = new { method = "sum", questions = new[] { "low", "long" }, atLeast = 1, bands = new object[] { new { from = 0, label = new { en = "Low", cy = "Isel" } }, new { from = 2, label = new { en = "High", cy = "Uchel" } } } } },
    ];

    [Theory]
    [InlineData("?language=cy", null, "cy", "Yn teimlo'n isel?")]
    [InlineData("?language=CY-gb", null, "cy", "Yn teimlo'n isel?")]
    [InlineData("?language=fr", null, "en", "Feeling down?")]
    [InlineData("", "fr, cy-GB;q=0.8, en;q=0.1", "cy", "Yn teimlo'n isel?")]
    [InlineData("?language=en", "cy", "en", "Feeling down?")]
    [InlineData("", "cy;q=0, *", null, null)]
    [InlineData("", null, null, null)]
    public async Task Comes_in_the_language_that_is_wished_for(string query, string? accepts, string? language, string? text)
    {
        var questionnaire = await PublishAsync();
        using var staff = app.Client(SurveysApp.AllScopes);
        var survey = await SurveysApp.CreatedAsync(
            staff, "surveys", new { questionnaireId = questionnaire, title = "Low mood", mode = "anonymous" });
        foreach (var address in new[] { $"/api/surveys/v1/questionnaires/{questionnaire}{query}", $"/api/surveys/v1/surveys/{survey}{query}" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (accepts is not null) request.Headers.TryAddWithoutValidation("Accept-Language", accepts);
            using var read = await staff.SendAsync(request);
            var view = JsonNode.Parse(await read.Content.ReadAsStringAsync())!;
            view["language"]?.GetValue<string>().ShouldBe(language);
            read.Content.Headers.ContentLanguage.ShouldBe(language is null ? [] : [language]);
            read.Headers.Vary.ShouldContain("Accept-Language");
            var wording = view["questions"]![0]!["text"]!;
            if (text is null) wording["cy"]!.GetValue<string>().ShouldBe("Yn teimlo'n isel?");
            else wording.GetValue<string>().ShouldBe(text);
            view["questions"]![2]!["text"]!.GetValue<string>().ShouldBe("NHS");
            view["estimatedMinutes"]!.GetValue<int>().ShouldBe(1);
        }
    }

    [Fact]
    public async Task Tried_with_answers_it_says_what_a_page_shows_and_stores_nothing()
    {
        var questionnaire = await PublishAsync();
        using var staff = app.Client(SurveysApp.AllScopes);

        using var tried = await staff.PostAsJsonAsync(
            $"/api/surveys/v1/questionnaires/{questionnaire}/try", new { answers = new { low = "yes", nothing = 1 }, unfinished = true });

        var seen = JsonNode.Parse(await tried.Content.ReadAsStringAsync())!;
        seen["accepted"]!.GetValue<bool>().ShouldBeFalse();
        seen["faults"]!.AsObject().Select(fault => fault.Key).ShouldBe(["/answers/nothing"]);
        seen["shown"]!.AsArray().Select(id => id!.GetValue<string>()).ShouldBe(["low", "long", "sum"]);
        seen["scores"]![0]!["value"]!.GetValue<decimal>().ShouldBe(2);
        seen["scores"]![0]!["band"]!["cy"]!.GetValue<string>().ShouldBe("Uchel");
        (await app.ScalarAsync<long>($"SELECT count(*) FROM responses JOIN surveys s ON s.id = survey_id WHERE s.questionnaire_id = '{questionnaire}'")).ShouldBe(0);
    }

    [Fact]
    public async Task The_description_says_what_a_text_looks_like()
    {
        using var anybody = app.Anonymous();
        var schema = JsonNode.Parse(await anybody.GetStringAsync("/openapi/v1.json"))!["components"]!["schemas"]!["LocalText"]!;
        schema["oneOf"]!.AsArray().Select(one => one!["type"]!.GetValue<string>()).ShouldBe(["string", "object"]);
    }

    async Task<Guid> PublishAsync()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        return await SurveysApp.CreatedAsync(staff, "questionnaires", new { projectId = await app.KnownProjectAsync(), key = "low-mood", title = new { en = "Low mood", cy = "Hwyliau isel" }, languages = new[] { "en", "cy" }, questions = Questions });
    }
}
