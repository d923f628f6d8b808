using System.Net;
using System.Text.Json.Nodes;
using QLab.ServiceDefaults.Disclosure;

namespace QLab.Surveys.Tests;

/// <summary>Everything here is somebody from outside trying to learn what single people said.</summary>
public sealed class ResultsForPartners(SurveysApp app)
{
    static readonly string[] Roles = ["lived", "carer", "work"], Points = ["never", "rarely", "sometimes", "often", "always"];

    Task<HttpClient> PartnerAsync(Guid survey) => app.PartnerOfAsync(survey, "surveys:read");

    [Fact]
    public async Task Small_numbers_stay_suppressed_whatever_a_partner_says()
    {
        var survey = await FilledAsync();
        using var partner = await PartnerAsync(survey);
        var results = await partner.ReadAsync(survey, "results?suppress=false");
        results["suppressed"]!.GetValue<bool>().ShouldBeTrue();
        results.Count("role", "carer").ShouldBeNull();
        results.Question("years")["minimum"].ShouldBeNull();
        using var staff = app.Client("surveys:read");
        (await staff.ReadAsync(survey, "results?suppress=false")).Count("role", "carer").ShouldBe(5);
        (await staff.ReadAsync(survey, "results")).Count("role", "carer").ShouldBeNull();
    }

    [Fact]
    public async Task Looking_again_and_again_never_shows_what_one_response_said()
    {
        var survey = await ResultsOfASurvey.OpenAsync(app);
        await app.GiveAsync(survey, 20, new { role = "lived", listened = "always" });
        using var partner = await PartnerAsync(survey);
        var first = (await partner.ReadAsync(survey, "results")).ToJsonString();
        for (var i = 0; i < 7; i++)
        {
            await app.GiveAsync(survey, new { role = "lived", listened = "never" });
            (await partner.ReadAsync(survey, "results")).ToJsonString().ShouldBe(first);
        }
        (await partner.ReadAsync(survey, "results?filter=listened%3Dnever"))["withheld"].ShouldNotBeNull();
        (await partner.ReadAsync(survey, "crosstab?rows=role&columns=listened"))["responses"]!.GetValue<int>().ShouldBe(20);
        await app.GiveAsync(survey, new { role = "lived", listened = "never" });
        (await partner.ReadAsync(survey, "results"))["responses"]!.GetValue<int>().ShouldBe(28);
        (await partner.ReadAsync(survey, "results")).Count("listened", "never").ShouldBe(8);
    }

    [Fact]
    public async Task A_filter_asked_for_later_is_shown_as_of_the_same_moment_as_the_whole()
    {
        var survey = await ResultsOfASurvey.OpenAsync(app);
        foreach (var role in Roles) await app.GiveAsync(survey, 20, new { role, listened = "always" });
        using var partner = await PartnerAsync(survey);
        (await partner.ReadAsync(survey, "results"))["responses"]!.GetValue<int>().ShouldBe(60);
        await app.GiveAsync(survey, new { role = "lived", listened = "never" });

        var lived = await partner.ReadAsync(survey, "results?filter=role%3Dlived");

        lived["responses"]!.GetValue<int>().ShouldBe(20, "the one that came since would be the difference to the whole");
        lived.Count("listened", "never").ShouldBe(0);
    }

    [Fact]
    public async Task Filters_taken_from_the_whole_leave_no_small_number()
    {
        var survey = await FilledAsync();
        using var partner = await PartnerAsync(survey);
        var whole = await partner.ReadAsync(survey, "results");
        var views = new List<JsonNode>();
        foreach (var role in Roles) views.Add(await partner.ReadAsync(survey, $"results?filter=role%3D{role}"));

        var shown = views.Where(view => view["withheld"] is null).ToList();
        shown.ShouldNotBeEmpty("else nothing was tried");
        Rest(whole["responses"], shown.Select(view => view["responses"])).ShouldNotBeSmall();
        foreach (var point in Points)
            foreach (var some in Subsets(shown.Where(view => view.Count("listened", point) is not null).ToList()).Where(_ => whole.Count("listened", point) is not null))
                (whole.Count("listened", point)!.Value - some.Sum(view => view.Count("listened", point)!.Value)).ShouldNotBeSmall();
    }

    [Fact]
    public async Task A_question_in_which_a_group_is_small_is_withheld_under_every_filter_of_that_kind()
    {
        var survey = await ResultsOfASurvey.OpenAsync(app);
        foreach (var role in Roles) await app.GiveAsync(survey, 20, new { role, listened = "always", again = true });
        await app.GiveAsync(survey, 3, new { role = "lived", listened = "never", again = true });
        await app.GiveAsync(survey, 20, new { role = "work", listened = "never", again = true });
        using var partner = await PartnerAsync(survey);

        var work = await partner.ReadAsync(survey, "results?filter=role%3Dwork");

        work["responses"]!.GetValue<int>().ShouldBe(40);
        work.Question("listened")["suppressed"]!.GetValue<bool>().ShouldBeTrue("23 never in all less 20 here would leave 3");
        work.Count("again", "true").ShouldBe(40);
        (await partner.ReadAsync(survey, "results")).Count("listened", "never").ShouldBe(23);
    }

    [Fact]
    public async Task Languages_that_are_small_are_not_what_the_others_leave()
    {
        var survey = await ResultsOfASurvey.OpenAsync(app);
        await app.GiveAsync(survey, 30, new { role = "lived" });
        await app.GiveAsync(survey, 20, new { role = "lived" }, language: "cy");
        await app.GiveAsync(survey, 3, new { role = "lived" }, language: "gd");
        using var partner = await PartnerAsync(survey);
        (await partner.ReadAsync(survey, "results?language=en"))["responses"]!.GetValue<int>().ShouldBe(30);
        (await partner.ReadAsync(survey, "results?language=cy"))["withheld"].ShouldNotBeNull("53 - 30 - 20 leaves 3");
        (await partner.ReadAsync(survey, "results?language=gd"))["withheld"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_group_of_recommenders_does_not_fill_a_gap_between_the_numbers()
    {
        var survey = await ResultsOfASurvey.OpenAsync(app);
        await app.GiveAsync(survey, 20, new { recommend = 8 });
        await app.GiveAsync(survey, 5, new { recommend = 7 });
        await app.GiveAsync(survey, 30, new { recommend = 10 });
        await app.GiveAsync(survey, 9, new { recommend = 3 });
        using var partner = await PartnerAsync(survey);
        (await partner.ReadAsync(survey, "results?filter=recommend%3Dpassive"))["responses"]!.GetValue<int>().ShouldBe(25);
        (await partner.ReadAsync(survey, "results")).Question("recommend")["distribution"]!.AsArray().Select(d => (d!["value"]!.GetValue<string>(), d["count"]!.GetValue<int>()))
            .ShouldBe([("detractor", 9), ("passive", 25), ("promoter", 30)], "25 less the 20 eights would leave five sevens");
    }

    [Fact]
    public async Task An_option_that_nearly_everybody_chose_is_withheld_as_a_filter_too()
    {
        var survey = await ResultsOfASurvey.OpenAsync(app);
        await app.GiveAsync(survey, 20, new { topics = new[] { "pain" } });
        await app.GiveAsync(survey, 2, new { topics = new[] { "mood" } });
        await app.GiveAsync(survey, 20, new { again = true });
        using var partner = await PartnerAsync(survey);
        (await partner.ReadAsync(survey, "results")).Count("topics", "pain").ShouldBeNull("22 answered");
        (await partner.ReadAsync(survey, "results?filter=topics%3Dpain"))["withheld"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("results?filter=role%3Dlived&filter=again%3Dtrue")]
    [InlineData("results?filter=role%3Dlived&filter=role%3Dwork")]
    [InlineData("results?from=2018-09-01&to=2018-09-02")]
    [InlineData("results?filter=years%3D4")]
    [InlineData("crosstab?rows=role&columns=again&language=en")]
    [InlineData("trend?question=years&by=week")]
    [InlineData("texts?question=story")]
    public async Task Narrower_views_are_refused(string what)
    {
        var survey = await ResultsOfASurvey.OpenAsync(app);
        using var partner = await PartnerAsync(survey);
        using var refused = await partner.GetAsync($"/api/surveys/v1/surveys/{survey}/{what}");
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_crosstab_hides_what_its_sums_would_give_away()
    {
        var survey = await FilledAsync();
        using var partner = await PartnerAsync(survey);
        var table = await partner.ReadAsync(survey, "crosstab?rows=role&columns=listened");
        var turned = await partner.ReadAsync(survey, "crosstab?rows=listened&columns=role");

        var cells = table["rows"]!.AsArray().SelectMany(row => row!["cells"]!.AsArray()).ToList();
        cells.ShouldContain(cell => cell!["suppressed"]!.GetValue<bool>());
        cells.ShouldContain(cell => cell!["count"] != null);
        cells.Where(cell => cell!["count"] is not null).ShouldAllBe(cell => !SmallNumbers.IsSmall(cell!["count"]!.GetValue<long>()));
        foreach (var row in table["rows"]!.AsArray())
            row!["cells"]!.AsArray().Count(cell => cell!["suppressed"]!.GetValue<bool>()).ShouldNotBe(1);
        table["chiSquare"].ShouldBeNull();
        Cells(turned, turn: true).ShouldBe(Cells(table, turn: false), ignoreOrder: true);
    }

    [Fact]
    public async Task What_is_taken_back_does_not_show_as_a_difference()
    {
        var survey = await ResultsOfASurvey.OpenAsync(app);
        foreach (var role in Roles) await app.GiveAsync(survey, 20, new { role, listened = "always" });
        var gone = await app.GiveAsync(survey, new { role = "lived", listened = "always" });
        using var partner = await PartnerAsync(survey);
        var before = (await partner.ReadAsync(survey, "results")).ToJsonString();

        await KeepingTallies.WithdrawAsync(app, survey, gone);

        (await partner.ReadAsync(survey, "results")).ToJsonString().ShouldBe(before);
        (await partner.ReadAsync(survey, "results?filter=role%3Dlived"))["withheld"].ShouldNotBeNull(
            "20 instead of 21 would show what the one said");
        using var staff = app.Client("surveys:read");
        (await staff.ReadAsync(survey, "results"))["responses"]!.GetValue<int>().ShouldBe(60);
    }

    /// <summary>120 responses, some answers of some groups rare.</summary>
    async Task<Guid> FilledAsync()
    {
        var survey = await ResultsOfASurvey.OpenAsync(app);
        await app.GiveAsync(survey, 30, new { role = "lived", listened = "always", years = 4 });
        await app.GiveAsync(survey, 12, new { role = "lived", listened = "never", years = 1 });
        await app.GiveAsync(survey, 10, new { role = "lived", listened = "often" });
        await app.GiveAsync(survey, 5, new { role = "carer", listened = "always" });
        await app.GiveAsync(survey, 40, new { role = "work", listened = "always" });
        await app.GiveAsync(survey, 11, new { role = "work", listened = "often" });
        await app.GiveAsync(survey, 4, new { role = "work", listened = "never" });
        await app.GiveAsync(survey, 8, new { listened = "never" });
        return survey;
    }

    static IEnumerable<IReadOnlyList<JsonNode>> Subsets(List<JsonNode> views) =>
        Enumerable.Range(1, (1 << views.Count) - 1).Select(bits => views.Where((_, i) => (bits >> i & 1) == 1).ToList());

    static long Rest(JsonNode? whole, IEnumerable<JsonNode?> parts) => whole!.GetValue<long>() - parts.Sum(part => part!.GetValue<long>());

    static IEnumerable<string> Cells(JsonNode table, bool turn) =>
        from row in table["rows"]!.AsArray()
        from cell in row!["cells"]!.AsArray()
        let one = row["value"]!.GetValue<string>()
        let other = cell["column"]!.GetValue<string>()
        select $"{(turn ? other : one)} {(turn ? one : other)} {cell["count"]?.ToString() ?? "withheld"}";
}

static class Smallness
{
    public static void ShouldNotBeSmall(this long count) => SmallNumbers.IsSmall(count).ShouldBeFalse($"{count} would be given away");
}
