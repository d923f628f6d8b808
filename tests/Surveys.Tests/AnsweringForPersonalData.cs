using System.Text.Json;
using System.Text.Json.Nodes;
using QLab.Questionnaires;
using QLab.Surveys.Responses;
using QLab.Testing;

namespace QLab.Surveys.Tests;

public sealed class AnsweringForPersonalData(SurveysApp app)
{
    static object Answers(Guid who, string friend) =>
        new { participantId = who, answers = new { role = "lived", years = 12, story = $"Ask {friend} about me." } };

    [Fact]
    public async Task An_export_holds_the_answers()
    {
        var (survey, who) = (await app.OpenSurveyAsync("identified"), Guid.NewGuid());
        using var staff = app.Client(SurveysApp.AllScopes);
        await SurveysApp.CreatedAsync(staff, $"surveys/{survey}/responses", Answers(who, "Yolanda"));

        var response = (await app.ExportAsync(who))["responses"]!.AsArray().ShouldHaveSingleItem()!;

        response["surveyId"]!.GetValue<Guid>().ShouldBe(survey);
        response["answers"]!["story"]!.GetValue<string>().ShouldBe("Ask Yolanda about me.");
    }

    [Fact]
    public async Task An_erasure_leaves_the_results_and_neither_the_person_nor_their_own_words()
    {
        var (survey, who) = (await app.OpenSurveyAsync("identified"), Guid.NewGuid());
        using var staff = app.Client(SurveysApp.AllScopes);
        foreach (var participant in Enumerable.Range(0, 9).Select(_ => Guid.NewGuid()).Append(who))
            await SurveysApp.CreatedAsync(staff, $"surveys/{survey}/responses", participant == who
                ? Answers(who, "Zbigniew")
                : new { participantId = participant, answers = new { role = "lived", years = 12, story = "Nothing to hide." } });
        var before = JsonNode.Parse(await staff.GetStringAsync($"/api/surveys/v1/surveys/{survey}/results"))!;

        await app.EraseAsync(who);

        (await app.Database.TracesAsync(who.ToString(), "Zbigniew")).ShouldBeEmpty();
        // Rows that other tests' transactions may still see are left for the next time.
        await Eventually.Succeeds(async () =>
        {
            await app.EraseAsync(who);
            (await InThePagesAsync("responses", "Zbigniew")).ShouldBe(0, "dead rows are in the files until a vacuum");
        });
        var after = JsonNode.Parse(await staff.GetStringAsync($"/api/surveys/v1/surveys/{survey}/results"))!;
        after["responses"]!.GetValue<int>().ShouldBe(10);
        Closed(after).ShouldBe(Closed(before));
        (await app.ScalarAsync<long>($"SELECT count(*) FROM responses WHERE survey_id = '{survey}' AND answers ->> 'story' = 'Nothing to hide.'")).ShouldBe(9);
    }

    /// <summary>How many rows of a table's pages, the dead ones included, hold these words.</summary>
    Task<long> InThePagesAsync(string table, string words) => app.ScalarAsync<long>($"""
        CREATE EXTENSION IF NOT EXISTS pageinspect;
        SELECT count(*) FROM generate_series(0, pg_relation_size('{table}') / current_setting('block_size')::int - 1) AS page,
            heap_page_items(get_raw_page('{table}', page::int)) WHERE position('{words}'::bytea in t_data) > 0
        """);

    [Fact]
    public void Only_what_was_chosen_or_counted_outlives_an_erasure()
    {
        Question[] questions =
        [
            new("choice", QuestionType.SingleChoice, "?") { Options = [new("a", "A"), new("b", "B")], Other = true },
            new("choices", QuestionType.MultipleChoice, "?") { Options = [new("a", "A"), new("b", "B")], Other = true },
            new("about", QuestionType.Section, "") { Questions = [new("born", QuestionType.Date, "?"), new("name", QuestionType.ShortText, "?"), new("mail", QuestionType.Email, "?"), new("years", QuestionType.Number, "?")] },
            new("from", QuestionType.Hidden, "?"),
            new("picture", QuestionType.Attachment, "?"),
        ];
        using var answers = JsonDocument.Parse("""
            { "choice": { "other": "Zbigniew" }, "choices": ["a", { "other": "Zbigniew" }], "born": "1970-01-01", "name": "Zbigniew", "mail": "z@example.org", "years": 7,
              "from": "zbigniew", "picture": { "url": "https://example.org/zbigniew.png" } }
            """);

        var kept = FreeText.Without(new("A survey", questions), answers.RootElement);

        JsonElement.DeepEquals(JsonDocument.Parse(kept).RootElement, JsonDocument.Parse("""{ "choice": { "other": "–" }, "choices": ["a", { "other": "–" }], "years": 7 }""").RootElement).ShouldBeTrue(kept);
    }

    static string Closed(JsonNode results) => string.Join(
        '\n', results["questions"]!.AsArray().Where(q => q!["id"]!.GetValue<string>() != "story").Select(q => q!.ToJsonString()));
}
