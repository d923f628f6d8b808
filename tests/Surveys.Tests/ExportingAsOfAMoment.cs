using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using QLab.Testing;

namespace QLab.Surveys.Tests;

public sealed class ExportingAsOfAMoment(SurveysApp app)
{
    [Theory]
    [InlineData("csvWide")]
    [InlineData("jsonLines")]
    public async Task Gives_the_same_bytes_again_while_responses_keep_coming(string format)
    {
        var survey = await SurveyToExport.OpenAsync(app);
        await new InvitedSurvey(app, survey.Id, Guid.Empty).ImportAsync(
            "choice,short\n" + string.Concat(Enumerable.Range(0, 500).Select(i => $"a,Said as number {i} of all\n")));
        using var stop = new CancellationTokenSource();
        var submitting = Task.Run(async () =>
        {
            var submitted = 0;
            for (; !stop.IsCancellationRequested; submitted++) await survey.SubmitAsync(new() { ["choice"] = "a" });
            return submitted;
        });

        var export = await survey.ExportAsync(format);
        var first = await survey.ContentAsync(export);
        for (var again = 0; again < 5; again++) (await survey.ContentAsync(export)).ShouldBe(first);
        await stop.CancelAsync();

        (await submitting).ShouldBeGreaterThan(0);
        (await survey.ContentAsync(export)).ShouldBe(first);
        (await survey.StateAsync(export))["rowsWritten"]!.GetValue<long>().ShouldBe(export["rows"]!.GetValue<long>());
        (await survey.ExportAsync(format))["rows"]!.GetValue<long>().ShouldBeGreaterThan(export["rows"]!.GetValue<long>());
    }

    [Fact]
    public async Task Shows_what_was_amended_later_as_it_was()
    {
        var survey = await SurveyToExport.OpenAsync(app);
        var amended = await survey.SubmitAsync(new() { ["choice"] = "a", ["short"] = "before" });
        await survey.SubmitAsync(new() { ["choice"] = "b" });
        var export = await survey.ExportAsync("csvWide");
        var before = await survey.ContentAsync(export);

        await survey.AmendAsync(amended, new() { ["choice"] = "b", ["short"] = "in between" });
        await survey.AmendAsync(amended, new() { ["choice"] = "b", ["short"] = "after" });

        (await survey.ContentAsync(export)).ShouldBe(before);
        Encoding.UTF8.GetString(before).ShouldContain("before");
        (await survey.TextAsync("csvWide")).ShouldContain("after");
        (await survey.TextAsync("csvWide", new { asOf = export["id"]!.GetValue<string>() })).ShouldBe(Encoding.UTF8.GetString(before));
        using var staff = app.Client("surveys:read");
        (await staff.GetByteArrayAsync($"/api/surveys/v1/surveys/{survey.Id}/export.csv?asOf={export["asOf"]}")).ShouldBe(before);
    }

    [Fact]
    public async Task Leaves_out_what_was_withdrawn_and_says_how_many()
    {
        var survey = await SurveyToExport.OpenAsync(app);
        var withdrawn = await survey.SubmitAsync(new() { ["choice"] = "a", ["short"] = "take it back" });
        var amended = await survey.SubmitAsync(new() { ["choice"] = "a", ["short"] = "take this back too" });
        await survey.SubmitAsync(new() { ["choice"] = "a", ["short"] = "leave it" });
        var export = await survey.ExportAsync("csvWide");
        await survey.AmendAsync(amended, new() { ["choice"] = "b" });

        await survey.WithdrawAsync(withdrawn);
        await survey.WithdrawAsync(amended);

        var content = Encoding.UTF8.GetString(await survey.ContentAsync(export));
        content.ShouldNotContain("back");
        CsvText.Rows(content).ShouldHaveSingleItem()["short"].ShouldBe("leave it");
        var state = await survey.StateAsync(export);
        (state["rows"]!.GetValue<long>(), state["withdrawnSince"]!.GetValue<long>(), state["rowsWritten"]!.GetValue<long>()).ShouldBe((3L, 2L, 1L));
    }

    [Fact]
    public async Task Loses_what_somebody_erased_has_given_and_says_so()
    {
        var survey = await SurveyToExport.OpenAsync(app, "identified");
        var (erased, stays) = (Guid.NewGuid(), Guid.NewGuid());
        await survey.SubmitAsync(new() { ["choice"] = "a", ["long"] = "my own words" }, erased);
        await survey.SubmitAsync(new() { ["choice"] = "a", ["long"] = "other words" }, stays);
        var export = await survey.ExportAsync("csvWide");

        await app.EraseAsync(erased);

        var rows = CsvText.Rows(Encoding.UTF8.GetString(await survey.ContentAsync(export)));
        rows.Select(row => (row["participantId"], row["long"])).ShouldBe([(stays.ToString(), "other words")]);
        (await survey.StateAsync(export))["erasedSince"]!.GetValue<long>().ShouldBe(1);
    }

    [Theory]
    [InlineData("anonymous", HttpStatusCode.BadRequest)]
    [InlineData("confidential", HttpStatusCode.BadRequest)]
    [InlineData("identified", HttpStatusCode.OK)]
    public async Task Between_exports_is_told_only_where_everybody_is_known(string mode, HttpStatusCode expected)
    {
        var survey = await SurveyToExport.OpenAsync(app, mode);
        Guid? Somebody() => mode == "anonymous" ? null : Guid.NewGuid();
        await survey.SubmitAsync(new() { ["choice"] = "a" }, Somebody());
        var between = await app.ScalarAsync<long>($"SELECT max(position) FROM responses WHERE survey_id = '{survey.Id}'");
        await survey.SubmitAsync(new() { ["choice"] = "b" }, Somebody());
        var frozen = (await survey.ExportAsync("csvWide"))["asOf"]!;
        using var staff = app.Client(SurveysApp.AllScopes);

        async Task<HttpStatusCode> DownloadAsync(string asOf)
        {
            using var answer = await staff.GetAsync($"/api/surveys/v1/surveys/{survey.Id}/export.csv?asOf={asOf}");
            return answer.StatusCode;
        }
        (await DownloadAsync($"{frozen}")).ShouldBe(HttpStatusCode.OK);
        (await DownloadAsync($"{between}")).ShouldBe(expected);
        using var posted = await staff.PostAsJsonAsync(
            $"/api/surveys/v1/surveys/{survey.Id}/exports", new { format = "csvWide", asOf = $"{between}" });
        posted.StatusCode.ShouldBe(expected == HttpStatusCode.OK ? HttpStatusCode.Created : expected);
    }

    [Theory]
    [InlineData("99999999")]
    [InlineData("-1")]
    [InlineData("yesterday")]
    [InlineData("018f2b5e-0000-7000-8000-000000000000")]
    public async Task Of_a_moment_that_does_not_exist_is_refused(string asOf)
    {
        var survey = await SurveyToExport.OpenAsync(app);
        using var staff = app.Client("surveys:read");

        using var posted =
            await staff.PostAsJsonAsync($"/api/surveys/v1/surveys/{survey.Id}/exports", new { format = "csvWide", asOf, language = "de" });
        using var got = await staff.GetAsync($"/api/surveys/v1/surveys/{survey.Id}/export.csv?asOf={asOf}");

        posted.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonNode.Parse(await posted.Content.ReadAsStringAsync())!["errors"]!.AsObject().Select(e => e.Key).ShouldBe(["/language", "/asOf"]);
        got.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
