using System.Text;
using System.Text.Json.Nodes;
using QLab.Questionnaires;

namespace QLab.Surveys.Tests;

public sealed class ImportingAnExport(SurveysApp app)
{
    static readonly string[] Awkward =
    [
        """{"choice": {"other": "=1+1; or so"}, "many": ["b"], "matrix": {"work": "b"}, "rank": ["b", "a", "c-1"], "yes": true}""",
        """{"choice": "b", "many": [{"other": "one"}, {"other": "two; three"}], "numbers": [-4], "weights": [{"value": -1.5, "unit": "kg"}], "choices": [{"other": "-"}, "c-1"]}""",
        """{"choice": "c-1", "matrices": [{"y": "a"}, {"x": "b"}, {"x": "a", "y": "a"}], "days": ["2019-02-28"], "shorts": ["'=a", ";"], "who": [{"reference": "Group/2"}]}""",
    ];

    [Theory]
    [InlineData("comma")]
    [InlineData("semicolon")]
    [InlineData("tab")]
    public async Task Brings_back_every_type_of_answer_as_it_was(string delimiter)
    {
        var (from, to) = (await SurveyToExport.OpenAsync(app), await SurveyToExport.OpenAsync(app));
        JsonObject[] given = [EveryType.Answers, .. Awkward.Select(answers => JsonNode.Parse(answers)!.AsObject())];
        foreach (var answers in given) await from.SubmitAsync(answers);

        await new InvitedSurvey(app, to.Id, Guid.Empty).ImportAsync(await from.TextAsync("csvWide", new { delimiter }));

        var (before, after) = (await AnswersAsync(from), await AnswersAsync(to));
        after.Keys.ShouldBe(before.Keys, ignoreOrder: true);
        foreach (var (choice, answers) in before)
        {
            after[choice].Select(a => a.Key).ShouldBe(answers.Select(a => a.Key), ignoreOrder: true, choice);
            foreach (var (id, answer) in answers)
                ReadingWideData.Same(Question(from, id), after[choice][id], answer)
                    .ShouldBeTrue($"{id} was {answer?.ToJsonString()} and came back as {after[choice][id]?.ToJsonString()}");
        }
    }

    [Fact]
    public async Task Takes_a_matrix_and_a_ranking_that_are_answered_several_times()
    {
        var survey = await SurveyToExport.OpenAsync(app, definition: new("Again", [new("rank", QuestionType.Ranking, "In your order")
        {
            Options = [new("a", "A"), new("b", "B")], Repeats = true, MaxChoices = 3,
        },
            new("matrix", QuestionType.Matrix, "How is it")
            {
                Options = [new("a", "A"), new("b", "B")], Rows = [new("x", "X"), new("y", "Y")], Repeats = true,
            }]));
        var answers = JsonNode.Parse("""{"rank": [["b", "a"], ["a", "b"]], "matrix": [{"x": "a"}, {"x": "b", "y": "a"}]}""")!.AsObject();
        await survey.SubmitAsync(answers);

        var wide = await survey.TextAsync("csvWide");
        await new InvitedSurvey(app, survey.Id, Guid.Empty).ImportAsync(wide);

        CsvText.Rows(wide).ShouldHaveSingleItem()["rank.1"].ShouldBe("b;a");
        (await app.ScalarAsync<long>($"SELECT count(*) FROM responses WHERE survey_id = '{survey.Id}' AND answers = '{answers.ToJsonString()}'")).ShouldBe(2);
    }

    static Question Question(SurveyToExport survey, string id) => survey.Definition.InPageOrder().Single(q => q.Id == id);

    /// <summary>By the answer to the one question that has another in each response.</summary>
    static async Task<Dictionary<string, JsonObject>> AnswersAsync(SurveyToExport survey) =>
        Encoding.UTF8.GetString(await survey.ContentAsync(await survey.ExportAsync("jsonLines"))).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!["answers"]!.AsObject()).ToDictionary(answers => answers["choice"]!.ToJsonString());
}
