using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace QLab.Surveys.Tests;

public sealed class ReadingResults(SurveysApp app)
{
    [Fact]
    public async Task Counts_means_and_hides_small_numbers()
    {
        var survey = await app.OpenSurveyAsync();
        using var staff = app.Client(SurveysApp.AllScopes);
        for (var i = 0; i < 20; i++)
            await SurveysApp.CreatedAsync(staff, $"surveys/{survey}/responses", new { answers = new { role = i < 9 ? "lived" : "work", listened = i < 3 ? "never" : "always", years = i } });

        var results = JsonNode.Parse(await staff.GetStringAsync($"/api/surveys/v1/surveys/{survey}/results"))!;

        results["responses"]!.GetValue<int>().ShouldBe(20);
        results["simulated"]!.GetValue<bool>().ShouldBeTrue();
        Count(results, "role", "lived").ShouldBe(9);
        Count(results, "role", "work").ShouldBe(11);
        Count(results, "listened", "never").ShouldBeNull();
        Count(results, "listened", "always").ShouldBeNull("else 3 could be worked out from the total");
        Question(results, "years")["mean"]!.GetValue<decimal>().ShouldBe(9.5m);
    }

    [Fact]
    public async Task Filters_combine_answers_language_and_days()
    {
        var survey = await ResultsOfASurvey.OpenAsync(app);
        await app.GiveAsync(
            survey, 9, new { role = "lived", topics = new[] { "pain", "mood" }, services = new { gp = "good" }, recommend = 10 });
        await app.GiveAsync(survey, 3, new { role = "work", topics = new[] { "pain" } }, language: "cy");
        await app.GiveAsync(survey, 2, new { role = new { other = "A friend of a friend" }, recommend = 3 }, at: new DateTimeOffset(2018, 10, 1, 0, 0, 0, TimeSpan.Zero));
        using var staff = app.Client("surveys:read");

        (await Matching("filter=role%3Dlived")).ShouldBe(9);
        (await Matching("filter=role%3Dlived&filter=role%3Dwork")).ShouldBe(12);
        (await Matching("filter=topics%3Dpain&filter=role%3Dwork")).ShouldBe(3);
        (await Matching("filter=topics%3Dpain&language=cy")).ShouldBe(3);
        (await Matching("filter=services/gp%3Dgood")).ShouldBe(9);
        (await Matching("filter=role%3Dother")).ShouldBe(2);
        (await Matching("filter=recommend%3Ddetractor")).ShouldBe(2);
        (await Matching("filter=recommend%3D10")).ShouldBe(9);
        (await Matching("from=2018-09-04")).ShouldBe(2);
        (await Matching("from=2018-09-03&to=2018-09-03")).ShouldBe(12);
        await app.GiveAsync(survey, new { role = "lived" });
        (await Matching("filter=role%3Dlived")).ShouldBe(10, "a filter that is kept goes on from where it was");

        async Task<int> Matching(string query) =>
            (await staff.ReadAsync(survey, $"results?suppress=false&{query}"))["responses"]!.GetValue<int>();
    }

    [Fact]
    public async Task Perspectives_filter_and_cross_where_people_are_known()
    {
        var survey = await ResultsOfASurvey.OpenAsync(app, "confidential");
        await app.GiveAsync(survey, 9, new { again = true }, perspectives: ["carer", "livedExperience"]);
        await app.GiveAsync(survey, 10, new { again = false }, perspectives: ["professional"]);
        using var staff = app.Client("surveys:read");

        (await staff.ReadAsync(survey, "results?perspective=carer"))["responses"]!.GetValue<int>().ShouldBe(9);
        var table = await staff.ReadAsync(survey, "crosstab?rows=perspective&columns=again");
        Cell(table, "professional", "false")["count"]!.GetValue<int>().ShouldBe(10);
        Cell(table, "carer", "true")["count"]!.GetValue<int>().ShouldBe(9);
    }

    [Fact]
    public async Task A_crosstab_has_counts_shares_and_chi_square()
    {
        var survey = await ResultsOfASurvey.OpenAsync(app);
        await app.GiveAsync(survey, 30, new { role = "lived", again = true });
        await app.GiveAsync(survey, 10, new { role = "lived", again = false });
        await app.GiveAsync(survey, 20, new { role = "work", again = true });
        await app.GiveAsync(survey, 40, new { role = "work", again = false });
        using var staff = app.Client("surveys:read");

        var table = await staff.ReadAsync(survey, "crosstab?rows=role&columns=again");

        Cell(table, "lived", "true").ShouldSatisfyAllConditions(
            cell => cell["count"]!.GetValue<int>().ShouldBe(30), cell => cell["rowShare"]!.GetValue<double>().ShouldBe(0.75),
            cell => cell["columnShare"]!.GetValue<double>().ShouldBe(0.6));
        table["chiSquare"]!["statistic"]!.GetValue<double>().ShouldBe(16.6667);
        table["chiSquare"]!["cramersV"]!.GetValue<double>().ShouldBe(0.4082);
        Cell(await staff.ReadAsync(survey, "crosstab?rows=again&columns=role"), "true", "lived")["rowShare"]!.GetValue<double>()
            .ShouldBe(0.6);
    }

    [Fact]
    public async Task A_crosstab_says_why_it_shows_no_sums()
    {
        var survey = await ResultsOfASurvey.OpenAsync(app);
        await app.GiveAsync(survey, 20, new { role = "lived", topics = new[] { "pain", "mood" }, again = true });
        await app.GiveAsync(survey, 20, new { role = "work", topics = new[] { "pain" }, again = true });
        await app.GiveAsync(survey, 3, new { role = "carer", again = false });
        using var staff = app.Client("surveys:read");

        var overlapping = await staff.ReadAsync(survey, "crosstab?rows=topics&columns=role&suppress=false");
        overlapping["rows"]!.AsArray().ShouldAllBe(row => row!["count"] == null);
        overlapping["note"]!.GetValue<string>().ShouldStartWith("One response can be in several rows or columns");
        (await staff.ReadAsync(survey, "crosstab?rows=role&columns=again"))["note"]!.GetValue<string>()
            .ShouldStartWith("Some counts are withheld");
        (await staff.ReadAsync(survey, "crosstab?rows=role&columns=again&suppress=false"))["note"].ShouldBeNull();
    }

    [Fact]
    public async Task A_trend_follows_means_and_shares_by_month_and_week()
    {
        var survey = await ResultsOfASurvey.OpenAsync(app);
        var (september, october) =
            (new DateTimeOffset(2018, 9, 30, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2018, 10, 1, 0, 0, 0, TimeSpan.Zero));
        await app.GiveAsync(survey, 10, new { years = 2, listened = "never" }, at: september);
        await app.GiveAsync(survey, 10, new { years = 5, listened = "always" }, at: october);
        await app.GiveAsync(survey, 3, new { years = 100 }, at: october.AddMonths(1));
        using var staff = app.Client("surveys:read");

        var years = (await staff.ReadAsync(survey, "trend?question=years&suppress=false"))["periods"]!.AsArray();
        years.Select(p => (p!["period"]!.GetValue<string>(), p["mean"]!.GetValue<double>()))
            .ShouldBe([("2018-09", 2), ("2018-10", 5), ("2018-11", 100)]);
        (await staff.ReadAsync(survey, "trend?question=years&by=week&suppress=false"))["periods"]!.AsArray().Select(p => p!["period"]!.GetValue<string>())
            .ShouldBe(["2018-09-24", "2018-10-01", "2018-10-29"]);
        var listened = (await staff.ReadAsync(survey, "trend?question=listened&suppress=false"))["periods"]!.AsArray();
        listened[1]!["options"]!.AsArray().Single(o => o!["value"]!.GetValue<string>() == "always")!["share"]!.GetValue<double>()
            .ShouldBe(1);
        var suppressed = (await staff.ReadAsync(survey, "trend?question=years"))["periods"]!.AsArray();
        suppressed[2]!["mean"].ShouldBeNull("three answered");
        suppressed.Count(p => p!["suppressed"]!.GetValue<bool>()).ShouldBe(2, "23 less the others would leave three");
    }

    [Fact]
    public async Task Texts_come_in_pages_with_their_responses_and_nothing_about_people()
    {
        var survey = await ResultsOfASurvey.OpenAsync(app, "confidential");
        var said = new Dictionary<Guid, string>();
        for (var i = 0; i < 7; i++) said[await app.GiveAsync(survey, new { role = i < 5 ? "lived" : "work", story = $"Story {i}" })] =
            $"Story {i}";
        await app.GiveAsync(survey, new { role = new { other = "A neighbour" } });
        using var staff = app.Client("surveys:read");

        var read = new List<JsonNode>();
        for (var next =
            $"/api/surveys/v1/surveys/{survey}/texts?question=story&limit=3&filter=role%3Dlived&filter=role%3Dwork"; next is not null;)
        {
            using var page = await staff.GetAsync(next);
            read.AddRange(JsonNode.Parse(await page.Content.ReadAsStringAsync())!.AsArray().Select(item => item!));
            next = page.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
        }

        read.ToDictionary(item => item["responseId"]!.GetValue<Guid>(), item => item["texts"]![0]!.GetValue<string>())
            .ShouldBe(said, ignoreOrder: true);
        read[0].AsObject().Select(field => field.Key).ShouldBe(["responseId", "language", "texts"]);
        (await staff.ReadAsync(survey, "texts?question=story&filter=role%3Dlived")).AsArray().Count.ShouldBe(5);
        (await staff.ReadAsync(survey, "texts?question=role"))[0]!["texts"]![0]!.GetValue<string>().ShouldBe("A neighbour");
    }

    [Theory]
    [InlineData("results?filter=nothing", "/filter/0")]
    [InlineData("results?filter=role%3Dlived&filter=who%3Dme", "/filter/1")]
    [InlineData("results?filter=role%3Dnobody", "/filter/0")]
    [InlineData("results?filter=services%3Dgood", "/filter/0")]
    [InlineData("results?filter=story%3Dx", "/filter/0")]
    [InlineData("results?filter=years%3D1e400", "/filter/0")]
    [InlineData("results?perspective=carer", "/perspective")]
    [InlineData("results?from=2018-09-02&to=2018-09-01", "/from")]
    [InlineData("results?to=9999-12-31", "/to")]
    [InlineData("results?language=%00", "/language")]
    [InlineData("results?language=fr", "/language")]
    [InlineData("texts?question=story&language=fr", "/language")]
    [InlineData("results?filter=years%3D2000000", "/filter/0")]
    [InlineData("results?filter=recommend%3D11", "/filter/0")]
    [InlineData("results?filter=recommend%3D2.5", "/filter/0")]
    [InlineData("crosstab?rows=role", "/columns")]
    [InlineData("crosstab?rows=role&columns=role", "/columns")]
    [InlineData("crosstab?rows=role&columns=story", "/columns")]
    [InlineData("trend?question=story", "/question")]
    [InlineData("trend", "/question")]
    [InlineData("texts", "/question")]
    [InlineData("texts?question=years", "/question")]
    public async Task What_cannot_be_asked_is_named(string what, string pointer)
    {
        var survey = await ResultsOfASurvey.OpenAsync(app);
        using var staff = app.Client("surveys:read");
        using var refused = await staff.GetAsync($"/api/surveys/v1/surveys/{survey}/{what}");
        var json = await refused.Content.ReadAsStringAsync();
        refused.StatusCode.ShouldBe(System.Net.HttpStatusCode.BadRequest, json);
        JsonNode.Parse(json)!["errors"]!.AsObject().Select(error => error.Key).ShouldContain(pointer);
    }

    [Fact]
    public async Task A_language_or_perspective_that_there_is_not_is_refused_with_those_that_there_are()
    {
        var survey = await ResultsOfASurvey.OpenAsync(app, "confidential");
        using var staff = app.Client("surveys:read");
        (await FaultAsync("results?language=fr", "/language")).ShouldBe("The questionnaire has no such language; it has: en, cy, gd.");
        (await FaultAsync("crosstab?rows=role&columns=again&perspective=neighbour", "/perspective")).ShouldBe(
            "There is no such perspective; there are: livedExperience, carer, professional.");

        async Task<string> FaultAsync(string what, string pointer)
        {
            using var refused = await staff.GetAsync($"/api/surveys/v1/surveys/{survey}/{what}");
            var json = await refused.Content.ReadAsStringAsync();
            refused.StatusCode.ShouldBe(System.Net.HttpStatusCode.BadRequest, json);
            return JsonNode.Parse(json)!["errors"]![pointer]![0]!.GetValue<string>();
        }
    }

    static JsonNode Cell(JsonNode table, string row, string column) =>
        table["rows"]!.AsArray().Single(r => r!["value"]!.GetValue<string>() == row)!["cells"]!.AsArray()
            .Single(c => c!["column"]!.GetValue<string>() == column)!;

    static JsonNode Question(JsonNode results, string id) =>
        results["questions"]!.AsArray().Single(q => q!["id"]!.GetValue<string>() == id)!;

    internal static int? Count(JsonNode results, string question, string value) =>
        Question(results, question)["options"]!.AsArray().Single(o => o!["value"]!.GetValue<string>() == value)!["count"]?.GetValue<int>();
}
