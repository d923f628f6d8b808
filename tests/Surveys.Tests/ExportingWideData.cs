using System.Text.Json.Nodes;
using QLab.Surveys.Exports;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Tests;

public sealed class ExportingWideData(SurveysApp app)
{
    [Fact]
    public async Task Gives_back_every_type_of_answer_as_it_was_given()
    {
        var survey = await SurveyToExport.OpenAsync(app);
        var response = await survey.SubmitAsync(EveryType.Answers);

        var row = CsvText.Rows(await survey.TextAsync("csvWide")).ShouldHaveSingleItem();

        row["responseId"].ShouldBe(response.ToString());
        row["score"].ShouldBe("7");
        var back = ReadingWideData.Answers(survey.Definition, row);
        back.Remove("score");
        back.Count.ShouldBe(EveryType.Answers.Count);
        foreach (var (question, answer) in EveryType.Answers)
            ReadingWideData.Same(survey.Definition.InPageOrder().Single(q => q.Id == question), back[question], answer)
                .ShouldBeTrue($"{question} was {answer?.ToJsonString()} and came back as {back[question]?.ToJsonString()}");
    }

    [Fact]
    public async Task Has_a_column_for_each_option_row_place_and_unit()
    {
        var survey = await SurveyToExport.OpenAsync(app);

        var header = CsvText.Read(await survey.TextAsync("csvWide")).ShouldHaveSingleItem();

        header.Take(13).ShouldBe(["responseId", "submittedAt", "language", "language_2", "choice", "choice.other", "many.a", "many.b", "many.c-1", "many.other", "agree", "matrix.home", "matrix.work"]);
        header.Where(name => name.StartsWith("rank", StringComparison.Ordinal) || name.StartsWith("weight.", StringComparison.Ordinal))
            .ShouldBe(["rank.1", "rank.2", "rank.3", "weight.unit"]);
        header.ShouldBe(ResponseColumns.Of(survey.Definition, SurveyMode.Anonymous).Select(c => c.Name));
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
}
