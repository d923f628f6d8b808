using System.Net;
using QLab.Testing;

namespace QLab.Surveys.Tests;

public sealed class ExportingManyResponses(SurveysApp app)
{
    const int Rows = 20_000;

    [Fact]
    public async Task Begins_before_the_last_is_read_and_shows_how_far_it_is()
    {
        var survey = await SurveyToExport.OpenAsync(app);
        await survey.FillAsync(Rows, 4_000);
        var export = await survey.ExportAsync("csvWide");
        using var staff = app.Client("surveys:read");

        using var answer = await staff.GetAsync(export["content"]!.GetValue<string>(), HttpCompletionOption.ResponseHeadersRead);
        await using var content = await answer.Content.ReadAsStreamAsync();
        await Eventually.Succeeds(async () => (await survey.StateAsync(export))["rowsWritten"]!.GetValue<long>().ShouldBeGreaterThan(0));

        var meanwhile = await survey.StateAsync(export);
        meanwhile["state"]!.GetValue<string>().ShouldBe("running");
        meanwhile["rowsWritten"]!.GetValue<long>().ShouldBeLessThan(Rows);
        using var reader = new StreamReader(content);
        CsvText.Rows(await reader.ReadToEndAsync()).Count.ShouldBe(Rows);
        await Eventually.Equals("complete", async () => (await survey.StateAsync(export))["state"]!.GetValue<string>());
        (await survey.StateAsync(export))["rowsWritten"]!.GetValue<long>().ShouldBe(Rows);
    }

    [Fact]
    public async Task Notes_a_client_that_goes_away()
    {
        var survey = await SurveyToExport.OpenAsync(app);
        await survey.FillAsync(Rows, 4_000);
        var export = await survey.ExportAsync("jsonLines");
        using (var staff = app.Client("surveys:read"))
        {
            using var answer = await staff.GetAsync(export["content"]!.GetValue<string>(), HttpCompletionOption.ResponseHeadersRead);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        await Eventually.Equals("interrupted", async () => (await survey.StateAsync(export))["state"]!.GetValue<string>());
        (await survey.StateAsync(export))["rowsWritten"]!.GetValue<long>().ShouldBeLessThan(Rows);
    }

    [Fact]
    public async Task Notes_that_a_service_was_killed_on_the_way()
    {
        var survey = await SurveyToExport.OpenAsync(app);
        var export = await survey.ExportAsync("jsonLines");
        await app.ScalarAsync<object>(
            $"UPDATE exports SET state = 'Running', rows_written = 7, started_at = now() WHERE id = '{export["id"]}'");

        await Eventually.Equals("interrupted", async () => (await survey.StateAsync(export))["state"]!.GetValue<string>());
        var state = await survey.StateAsync(export);
        state["rowsWritten"]!.GetValue<long>().ShouldBe(7);
        state["endedAt"].ShouldNotBeNull();
    }
}
