using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace QLab.Surveys.Tests;

public sealed class ExportingToWhom(SurveysApp app)
{
    [Fact]
    public async Task An_organisation_is_refused_and_told_of_the_results()
    {
        var survey = await SurveyToExport.OpenAsync(app);
        var export = await survey.ExportAsync("csvWide");
        using var partner = app.Client("surveys:read surveys:write", Guid.NewGuid());

        foreach (var path in (string[])[$"surveys/{survey.Id}/export.csv", $"surveys/{survey.Id}/export.jsonl", $"surveys/{survey.Id}/exports", $"exports/{export["id"]}", $"exports/{export["id"]}/content"])
        {
            using var refused = await partner.GetAsync($"/api/surveys/v1/{path}");
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
            (await refused.Content.ReadAsStringAsync()).ShouldContain("/results");
        }
        using var posted = await partner.PostAsJsonAsync($"/api/surveys/v1/surveys/{survey.Id}/exports", new { format = "csvWide" });
        posted.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_anonymous_survey_shows_days_and_an_order_that_says_nothing()
    {
        var survey = await SurveyToExport.OpenAsync(app);
        for (var i = 0; i < 20; i++) await survey.SubmitAsync(new() { ["choice"] = "a", ["number"] = i });

        var rows = CsvText.Rows(await survey.TextAsync("csvWide"));

        rows.ShouldAllBe(row => row["submittedAt"].Length == "2018-09-03".Length && !row.ContainsKey("participantId"));
        rows.Select(row => row["responseId"]).ShouldBe(rows.Select(row => row["responseId"]).Order(StringComparer.Ordinal));
        rows.Select(row => int.Parse(row["number"])).ShouldNotBe(Enumerable.Range(0, 20));
        (await survey.TextAsync("jsonLines")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!["responseId"]!.GetValue<string>())
            .ShouldBe(rows.Select(row => row["responseId"]));
    }

    [Theory]
    [InlineData("confidential", false)]
    [InlineData("identified", true)]
    public async Task Only_an_identified_survey_says_whose_a_response_is(string mode, bool says)
    {
        var survey = await SurveyToExport.OpenAsync(app, mode);
        var participant = Guid.NewGuid();
        await survey.SubmitAsync(new() { ["choice"] = "a" }, participant);
        for (var others = 0; others < 7; others++) await survey.SubmitAsync(new() { ["choice"] = "b" }, Guid.NewGuid());
        await app.BatchAsync();

        foreach (var format in (string[])["csvWide", "jsonLines", "spssData"])
            (await survey.TextAsync(format)).Contains(participant.ToString()).ShouldBe(says, format);
        (await survey.TextAsync("csvLong")).ShouldNotContain(participant.ToString());
        CsvText.Rows(await survey.TextAsync("csvWide")).Single(row => row["choice"] == "a")["submittedAt"].ShouldEndWith("Z");
    }

    [Fact]
    public async Task Exports_of_a_survey_are_listed()
    {
        var survey = await SurveyToExport.OpenAsync(app);
        var (first, second) = (await survey.ExportAsync("csvWide"), await survey.ExportAsync("jsonLines"));
        using var staff = app.Client("surveys:read");

        var listed = JsonNode.Parse(await staff.GetStringAsync($"/api/surveys/v1/surveys/{survey.Id}/exports"))!.AsArray();

        listed.Select(e => e!["id"]!.GetValue<Guid>()).ShouldBe([first["id"]!.GetValue<Guid>(), second["id"]!.GetValue<Guid>()]);
        listed.Select(e => e!["state"]!.GetValue<string>()).ShouldBe(["ready", "ready"]);
    }
}
