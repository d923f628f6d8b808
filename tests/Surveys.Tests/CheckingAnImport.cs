using System.Net;
using System.Text.Json.Nodes;

namespace QLab.Surveys.Tests;

public sealed class CheckingAnImport(SurveysApp app) : IClassFixture<SurveysApp>
{
    const string Header = "submittedAt,language,role,topics.pain,topics.mood,listened,years,story\n";

    [Fact]
    public async Task Names_what_is_wrong_with_every_line_and_takes_none()
    {
        var survey = await InvitedSurvey.OpenAsync(app, access: "open");
        var (status, body) = await survey.SendCsvAsync("imports", Header
            + "2018-09-03,en,lived,1,0,always,4,fine\n"
            + "yesterday,xx,elsewhere,maybe,0,always,4,\n"
            + "2018-09-03,en,lived,1,0,always,400,\n"
            + "2018-09-03,en\n"
            + "2099-01-01,en,,,,,,\n");
        status.ShouldBe(HttpStatusCode.Accepted, body);
        var import = JsonNode.Parse(body)!;

        import["state"]!.GetValue<string>().ShouldBe("refused");
        (import["lines"]!.GetValue<int>(), import["refused"]!.GetValue<int>()).ShouldBe((5, 4));
        import["faults"]!.AsArray().Select(fault => $"{fault!["line"]} {fault["column"]}").ShouldBe(
            ["3 topics.pain", "3 language", "3 submittedAt", "4 years", "5 ", "6 role", "6 submittedAt"], ignoreOrder: true);
        import["faults"]!.ToJsonString().ShouldNotContain("elsewhere");
        (await survey.CountAsync()).ShouldBe(0);
        (await app.ScalarAsync<long>("SELECT count(*) FROM import_lines")).ShouldBe(0);
    }

    [Fact]
    public async Task Counts_every_fault_and_shows_the_first_thousand()
    {
        var survey = await InvitedSurvey.OpenAsync(app, access: "open");
        var (_, body) = await survey.SendCsvAsync("imports", "role\n" + string.Concat(Enumerable.Repeat("nobody\n", 2_500)));
        JsonNode.Parse(body)!["refused"]!.GetValue<int>().ShouldBe(2_500);
        JsonNode.Parse(body)!["faults"]!.AsArray().Count.ShouldBe(1_000);
    }

    [Fact]
    public async Task As_a_dry_run_only_tells()
    {
        var survey = await InvitedSurvey.OpenAsync(app, access: "open");
        var (_, body) = await survey.SendCsvAsync("imports?dryRun=true", "role\nlived\nnobody\n");
        var import = JsonNode.Parse(body)!;
        import["state"]!.GetValue<string>().ShouldBe("checked");
        import["refused"]!.GetValue<int>().ShouldBe(1);
        (await survey.ReadAsync("imports")).AsArray().ShouldHaveSingleItem()!["dryRun"]!.GetValue<bool>().ShouldBeTrue();
        (await survey.CountAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("role,weather\nlived,rain", "/weather")]
    [InlineData("role,Role\nlived,lived", "twice")]
    [InlineData("submittedAt\n2018-01-01", "No column is about a question")]
    [InlineData("role\n", "no lines")]
    [InlineData("", "")]
    public async Task Of_a_file_that_is_none_is_refused(string csv, string because)
    {
        var survey = await InvitedSurvey.OpenAsync(app, access: "open");
        var (status, body) = await survey.SendCsvAsync("imports", csv);
        status.ShouldBe(HttpStatusCode.BadRequest, body);
        body.ShouldContain(because);
        (await survey.ReadAsync("imports")).AsArray().ShouldBeEmpty();
    }
}
