using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using QLab.Surveys.Exports;
using QLab.Surveys.Questionnaires;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Tests;

public sealed class ExportingWideData(SurveysApp app) : IClassFixture<SurveysApp>
{
    [Fact]
    public async Task Gives_back_every_type_of_answer_as_it_was_given()
    {
        var survey = await SurveyToExport.OpenAsync(app);
        var response = await survey.SubmitAsync(EveryType.Answers);

        var row = CsvText.Rows(await survey.TextAsync("csvWide")).ShouldHaveSingleItem();

        row["responseId"].ShouldBe(response.ToString());
        row["score"].ShouldBe("7");
        var back = ReadBack(survey.Definition, row);
        back.Remove("score");
        back.Count.ShouldBe(EveryType.Answers.Count);
        foreach (var (question, answer) in EveryType.Answers)
            Same(back[question], answer).ShouldBeTrue($"{question} was {answer?.ToJsonString()} and came back as {back[question]?.ToJsonString()}");
    }

    [Fact]
    public async Task Has_a_column_for_each_option_row_place_and_unit()
    {
        var survey = await SurveyToExport.OpenAsync(app);

        var header = CsvText.Read(await survey.TextAsync("csvWide")).ShouldHaveSingleItem();

        header.Take(13).ShouldBe(["responseId", "submittedAt", "language", "language_2", "choice", "choice.other", "many.a", "many.b", "many.c-1", "many.other", "agree", "matrix.home", "matrix.work"]);
        header.Where(name => name.StartsWith("rank", StringComparison.Ordinal) || name.StartsWith("weight.", StringComparison.Ordinal)).ShouldBe(["rank.1", "rank.2", "rank.3", "weight.unit"]);
        header.ShouldBe(Columns.Of(survey.Definition, SurveyMode.Anonymous).Select(c => c.Name));
    }

    [Fact]
    public async Task Leaves_what_was_not_answered_blank_and_says_of_an_option_not_chosen_0()
    {
        var survey = await SurveyToExport.OpenAsync(app);
        await survey.SubmitAsync(new() { ["choice"] = new JsonObject { ["other"] = "once a moon" } });
        await survey.SubmitAsync(new() { ["choice"] = "b", ["many"] = new JsonArray("b") });

        var rows = CsvText.Rows(await survey.TextAsync("csvWide")).ToDictionary(row => row["choice"]);

        rows[""]["choice.other"].ShouldBe("once a moon");
        rows[""]["many.a"].ShouldBe("");
        (rows["b"]["many.a"], rows["b"]["many.b"], rows["b"]["many.other"]).ShouldBe(("0", "1", ""));
    }

    [Fact]
    public async Task Comes_with_another_delimiter_and_a_byte_order_mark_when_asked()
    {
        var survey = await SurveyToExport.OpenAsync(app);
        await survey.SubmitAsync(EveryType.Answers);
        using var staff = app.Client("surveys:read");

        var bytes = await survey.ContentAsync(await survey.ExportAsync("csvWide", new { delimiter = "semicolon", bom = true }));
        var atOnce = await staff.GetByteArrayAsync($"/api/surveys/v1/surveys/{survey.Id}/export.csv?delimiter=semicolon&bom=true");

        bytes.Take(3).ShouldBe([0xEF, 0xBB, 0xBF]);
        CsvText.Rows(System.Text.Encoding.UTF8.GetString(bytes[3..]), ';').Single()["page"].ShouldBe("https://example.org/?a=1,2;3");
        atOnce.ShouldBe(bytes);
    }

    static JsonObject ReadBack(Definition definition, Dictionary<string, string> row)
    {
        var answers = new JsonObject();
        foreach (var question in Columns.Of(definition, SurveyMode.Anonymous).Where(c => c.Question is not null).GroupBy(c => c.Question!))
        {
            var cells = question.Select(column => (Column: column, Text: column.IsNumber ? row[column.Name] : Cells.Original(row[column.Name]))).ToList();
            if (cells.All(cell => cell.Text == "")) continue;
            var several = question.Key.Repeats
                ? Enumerable.Range(0, cells.Max(cell => Cells.Split(cell.Text).Count)).Select(i => One(question.Key, [.. cells.Select(c => (c.Column, Cells.Split(c.Text).ElementAtOrDefault(i) ?? ""))]))
                : [];
            answers[question.Key.Id] = question.Key.Repeats ? new JsonArray([.. several]) : One(question.Key, cells);
        }
        return answers;
    }

    static JsonNode? One(Question question, List<(Column Column, string Text)> cells)
    {
        var given = cells.Where(cell => cell.Text != "").ToList();
        return question.Type switch
        {
            QuestionType.MultipleChoice => new JsonArray([
                .. given.Where(c => c.Column.Part == Part.Option && c.Text == "1").Select(c => (JsonNode?)c.Column.Key),
                .. given.Where(c => c.Column.Part == Part.Other).SelectMany(c => Cells.Split(c.Text)).Select(words => new JsonObject { ["other"] = words })]),
            QuestionType.Matrix => new JsonObject(given.Select(c => KeyValuePair.Create(c.Column.Key!, (JsonNode?)c.Text))),
            QuestionType.Ranking => new JsonArray([.. given.Select(c => (JsonNode?)c.Text)]),
            QuestionType.Quantity => new JsonObject(given.Select(c => c.Column.Part == Part.Unit ? KeyValuePair.Create("unit", (JsonNode?)c.Text) : KeyValuePair.Create("value", JsonNode.Parse(c.Text)))),
            QuestionType.YesNo => given.Single().Text == "1",
            QuestionType.Attachment or QuestionType.Reference => JsonNode.Parse(given.Single().Text),
            _ when given.Single() is { Column.Part: Part.Other } other => new JsonObject { ["other"] = other.Text },
            _ when given.Single().Column.IsNumber => decimal.Parse(given.Single().Text, CultureInfo.InvariantCulture),
            _ => given.Single().Text,
        };
    }

    /// <remarks>A multiple choice is a set: its columns do not say in which order it was ticked.</remarks>
    static bool Same(JsonNode? left, JsonNode? right) =>
        left is JsonArray one && right is JsonArray other && one.Count == other.Count && one.Any(item => item is JsonObject o && o.ContainsKey("other"))
            ? one.Select(i => i!.ToJsonString()).Order().SequenceEqual(other.Select(i => i!.ToJsonString()).Order())
            : JsonElement.DeepEquals(JsonSerializer.SerializeToElement(left), JsonSerializer.SerializeToElement(right));
}
