using System.Text.Json.Nodes;
using QLab.Questionnaires;
using QLab.Surveys.Exports;

namespace QLab.Surveys.Tests;

public sealed class ExportingOtherFormats(SurveysApp app)
{
    [Fact]
    public async Task Long_data_has_a_line_for_each_answer()
    {
        var survey = await SurveyToExport.OpenAsync(app);
        var response = await survey.SubmitAsync(EveryType.Answers);

        var rows = CsvText.Rows(await survey.TextAsync("csvLong"));

        rows.ShouldAllBe(row => row["response"] == response.ToString());
        var answers = rows.Select(row => string.Join('|', row["question"], row["row"], row["value"], row["label"])).ToList();
        string[] some =
        [
            "choice||a|Always", "many||c-1|Never, \"so far\"", "many||a|Always", "many|other|semi; colon \\ and more|", "agree||b|Now and then",
            "matrix|home|a|Always", "matrix|work|c-1|Never, \"so far\"", "rating||4|", "nps||10|", "rank|1|c-1|Never, \"so far\"", "rank|3|b|Now and then",
            "number||-3.50|", "numbers|2|-2.5|", "weight||72.5|kg", "weights|1|1|", "weights|2|2|lb; oz", "days|2|2019-10-31|", "short||'=1+1|", "shorts|4|'-|",
            "yes||0|", "choices|1|a|Always", "choices|2.other|x;y|", "matrices|2.y|c-1|Never, \"so far\"", "score||7|", "file||{\"url\": \"https://example.org/a,b.png\", \"title\": \"A \\\"b\\\"\"}|",
        ];
        some.Except(answers).ShouldBeEmpty();
        rows.Single(row => row["question"] == "long")["value"].ShouldBe(EveryType.Answers["long"]!.GetValue<string>());
        rows.Select(row => row["question"]).Distinct().ShouldBe(
            survey.Definition.InPageOrder().Where(q => q.Type is not (QuestionType.Section or QuestionType.Display)).Select(q => q.Id));
    }

    [Fact]
    public async Task Json_lines_hold_the_answers_as_they_were_given()
    {
        var survey = await SurveyToExport.OpenAsync(app);
        var response = await survey.SubmitAsync(EveryType.Answers);

        var line = JsonNode.Parse((await survey.TextAsync("jsonLines")).Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem())!;

        line["responseId"]!.GetValue<Guid>().ShouldBe(response);
        line["answers"]!.AsObject().Remove("score");
        JsonNode.DeepEquals(line["answers"], EveryType.Answers).ShouldBeTrue(line["answers"]!.ToJsonString());
    }

    [Fact]
    public async Task The_codebook_says_what_each_column_means()
    {
        var survey = await SurveyToExport.OpenAsync(app);

        var entries = CsvText.Rows(await survey.TextAsync("codebook")).ToDictionary(row => row["variable"]);

        entries.Keys.ShouldBe(CsvText.Read(await survey.TextAsync("csvWide"))[0]);
        entries["choice"]["values"].ShouldBe("a = Always; b = Now and then; c-1 = Never, \"so far\"");
        (entries["choice"]["constraints"], entries["choice"]["missing"], entries["choice"]["languages"]).ShouldBe(("required", "not answered", "en, cy"));
        entries["language_2"]["languages"].ShouldBe("en");
        entries["many.a"]["text"].ShouldBe("Which of these? – Always");
        entries["matrix.work"]["text"].ShouldBe("How is it – at work");
        entries["rating"]["constraints"].ShouldBe("from 1 to 5; whole");
        (entries["long"]["shownWhen"], entries["long"]["missing"]).ShouldBe(
            ("choice is a or number is at least 4", "not answered, or not asked"));
        (entries["score"]["constraints"], entries["score"]["values"]).ShouldBe(("mean of rating, nps", "from 0 = low; from 3 = high"));
    }

    [Fact]
    public async Task The_codebook_comes_in_another_language_and_as_json_also_to_organisations()
    {
        var survey = await SurveyToExport.OpenAsync(app);
        using var partner = await app.PartnerOfAsync(survey.Id, "surveys:read");

        var entries = JsonNode.Parse(await partner.GetStringAsync($"/api/surveys/v1/surveys/{survey.Id}/codebook?language=cy"))!.AsArray();

        entries.Single(e => e!["variable"]!.GetValue<string>() == "choice")!["text"]!.GetValue<string>().ShouldBe("Pa mor aml?");
        CsvText.Rows(await survey.TextAsync("codebook", new { language = "cy" }))
            .Single(row => row["variable"] == "choice")["text"].ShouldBe("Pa mor aml?");
        using var refused = await partner.GetAsync($"/api/surveys/v1/surveys/{survey.Id}/codebook?language=de");
        refused.StatusCode.ShouldBe(System.Net.HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Spss_data_has_numbers_for_choices_and_the_syntax_labels_them()
    {
        var survey = await SurveyToExport.OpenAsync(app);
        await survey.SubmitAsync(EveryType.Answers);
        await survey.SubmitAsync(new() { ["choice"] = new JsonObject { ["other"] = "once a moon" } });

        var (syntax, data) = (await survey.TextAsync("spssSyntax"), await survey.TextAsync("spssData"));

        data.Split("\r\n").ShouldAllBe(line => !line.Contains('\n') && !line.Contains('\r'));
        var rows = CsvText.Rows(data).ToDictionary(row => row["choice"]);
        var (full, bare) = (rows["1"], rows["4"]);
        (full["many.a"], full["many.b"], full["matrix.work"], full["rank.1"], full["yes"], full["many.c_1"]).ShouldBe(("1", "0", "3", "3", "0", "1"));
        (full["time"], full["instant"], full["day"]).ShouldBe(("09:30:00", "03-SEP-2018 08:30:00", "2018-09-03"));
        (bare["choice.other"], bare["yes"], bare["rating"], bare["many.a"]).ShouldBe(("once a moon", "-99", "", "-99"));
        syntax.ShouldContain($"/FILE='survey-{survey.Id}-spss.csv'");
        syntax.ShouldContain("choice 'How often?'");
        syntax.ReplaceLineEndings("\n").ShouldContain(
            "choice\n    1 'Always'\n    2 'Now and then'\n    3 'Never, \"so far\"'\n    4 'In own words'\n    -99 'No answer'");
        syntax.ShouldContain("choice (-99)");
        syntax.ShouldContain("agree (ORDINAL)");
    }
}
