using System.Net;
using System.Text.Json.Nodes;

namespace QLab.Surveys.Tests;

public sealed class CheckingAnImport(SurveysApp app)
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
    public async Task Speaks_of_columns_and_cells_as_the_codebook_names_them()
    {
        var every = await SurveyToExport.OpenAsync(app);
        var survey = new InvitedSurvey(app, every.Id, Guid.Empty);
        const string values = "a, b, c-1", number = "Write a number, with a point before decimals.";
        foreach (var (columns, cells, fault) in new[]
        {
            ("choice", "z", $"choice: Write one of: {values}. Own words go into the column choice.other."),
            ("agree", "b", "choice: This question needs an answer."),
            ("choice,language_2", "a,z", $"language_2: Write one of: {values}."),
            ("choice,many.a,many.b", "a,1,perhaps", "many.b: Write 1 where this was chosen, and 0 or nothing where not."),
            ("choice,many", "a,a;z", $"many: Write some of these, parted by semicolons: {values}. Own words go into the column many.other."),
            ("choice,matrix.home,matrix.work", "a,a,z", $"matrix.work: Write one of: {values}."),
            ("choice,rank.1,rank.2", "a,a,z", $"rank.2: Write one of: {values}."),
            ("choice,rank.1,rank.2,rank.3", "a,a,b,a", "rank.1: Give each option once."),
            ("choice,rank", "a,z", $"rank: Write some of these, parted by semicolons: {values}."),
            ("choice,number", "a,many", $"number: {number}"), ("choice,number", "a,2000", "number: The largest possible answer is 1000."),
            ("choice,numbers", "a,1;x;2", $"numbers: {number}"),
            ("choice,weight", "a,heavy", $"weight: {number}"), ("choice,weight,weight.unit", "a,,kg", $"weight: {number}"),
            ("choice,yes", "a,perhaps", "yes: Write 1 for yes and 0 for no."),
            ("choice,file", "a,photo.jpg", "file: Write a JSON object, as exports do."),
            ("choice,choices", "a,a;z", $"choices: Write one of: {values}. Own words go into the column choices.other."),
            ("choice,matrices.x,matrices.y", "a,a;b,a;z", $"matrices.y: Write one of: {values}."),
            ("choice,day", "a,soon", "day: Answer with a day such as 2018-09-03."),
            ("choice,long", "b,Words", "long: The other answers do not bring this question up: leave the cell blank."),
        })
        {
            var checkedFile = await survey.CheckAsync($"{columns}\n{cells}\n");
            Importing.Faults(checkedFile).ShouldBe([$"2 {fault}"], $"{columns}: {cells}");
        }
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
