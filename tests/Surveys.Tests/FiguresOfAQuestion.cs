using System.Text.Json;
using QLab.Questionnaires;
using QLab.Surveys.Results.Figures;
using QLab.Surveys.Results.Tallying;

namespace QLab.Surveys.Tests;

public sealed class FiguresOfAQuestion
{
    static readonly Option[] FivePoints = [.. new[] { "1", "2", "3", "4", "5" }.Select(value => new Option(value, value))];

    [Fact]
    public void Numbers_have_mean_median_quartiles_and_deviation()
    {
        var results = Of(new("q", QuestionType.Number, "?"), 2, 4, 4, 4, 5, 5, 7, 9);
        results.Mean.ShouldBe(5);
        results.StandardDeviation.ShouldBe(2.1381, "the squares about the mean add up to 32, and 32 / 7 has this root");
        (results.LowerQuartile, results.Median, results.UpperQuartile).ShouldBe((4m, 4.5m, 5.5m));
        (results.Minimum, results.Maximum).ShouldBe((2m, 9m));
    }

    [Fact]
    public void Decimals_are_added_exactly()
    {
        var results = Of(new("q", QuestionType.Number, "?"), 0.1m, 0.2m, 0.3m, 1.10m, 1.1m);
        results.Mean.ShouldBe(0.56);
        results.Distribution.Single(d => d.Value == "1.1").Count.ShouldBe(2);
    }

    [Fact]
    public void Thousands_of_different_numbers_keep_an_exact_mean_and_rounded_quartiles()
    {
        var results = Of(new("q", QuestionType.Number, "?"), [.. Enumerable.Range(1, 9_999).Select(n => (decimal)n)]);
        results.Rounded.ShouldBeTrue();
        results.Mean.ShouldBe(5000);
        results.StandardDeviation.ShouldBe(2886.607, "the root of 9999 · 10000 / 12");
        results.Median!.Value.ShouldBeInRange(4_900, 5_100);
        results.Distribution.Sum(d => d.Count).ShouldBe(9_999);
        results.Distribution.Count.ShouldBeLessThanOrEqualTo(12);
    }

    [Fact]
    public void A_net_promoter_score_has_its_interval()
    {
        var results = Of(new("q", QuestionType.NetPromoter, "?"), [.. Enumerable.Repeat(10m, 50), .. Enumerable.Repeat(8m, 30), .. Enumerable.Repeat(6m, 20)]);
        var score = results.NetPromoter.ShouldNotBeNull();
        (score.Promoters, score.Passives, score.Detractors, score.Score).ShouldBe((50, 30, 20, 30));
        // 30/102 ± 1.96 · √(71 − 900/102) / 102
        (score.From, score.Until).ShouldBe((14.3, 44.6));
    }

    [Fact]
    public void A_score_of_nothing_but_promoters_still_has_an_interval()
    {
        var score = Of(new("q", QuestionType.NetPromoter, "?"), [.. Enumerable.Repeat(9m, 10)]).NetPromoter!;
        score.Score.ShouldBe(100);
        score.From.ShouldBeLessThan(90);
        score.Until.ShouldBe(100);
    }

    [Fact]
    public void A_Likert_scale_has_a_mean_of_points_and_its_ends()
    {
        var results = Of(new("q", QuestionType.Likert, "?") { Options = FivePoints }, "1", "2", "4", "4", "5", "5", "5", "3");
        results.Mean.ShouldBe(3.625);
        results.Likert.ShouldBe(new(0.625, 0.25));
        results.Median.ShouldBe(4);
    }

    [Fact]
    public void A_multiple_choice_is_shared_among_respondents()
    {
        var question = new Question("q", QuestionType.MultipleChoice, "?") { Options = FivePoints, Other = true };
        var results = Of(question, """["1","2"]""", """["1",{"other":"x"}]""", """["1"]""", """["2"]""");
        results.Answered.ShouldBe(4);
        results.Options.Select(o => (o.Value, o.Count, o.Share))
            .Where(o => o.Count > 0)
            .ShouldBe([("1", 3, 0.75), ("2", 2, 0.5), (Dimensions.Other, 1, 0.25)]);
    }

    [Fact]
    public void A_matrix_is_told_row_by_row()
    {
        var question =
            new Question("q", QuestionType.Matrix, "?") { Options = FivePoints, Rows = [new("gp", "GP"), new("clinic", "Clinic")] };
        var results = Of(question, """{"gp":"1","clinic":"5"}""", """{"gp":"2"}""");
        results.Answered.ShouldBe(2);
        results.Rows!.Select(r => (r.Value, r.Answered, r.Mean)).ShouldBe([("gp", 2, 1.5), ("clinic", 1, 5)]);
    }

    [Fact]
    public void A_ranking_has_mean_ranks_first_choices_and_points()
    {
        var question = new Question("q", QuestionType.Ranking, "?") { Options = [new("a", "A"), new("b", "B"), new("c", "C")] };
        var results = Of(question, """["a","b","c"]""", """["b","a","c"]""", """["a"]""");
        results.Ranking!.Select(r => (r.Value, r.Ranked, r.MeanRank, r.FirstChoices, r.Borda))
            .ShouldBe([("a", 3, 1.3333, 2, 8), ("b", 2, 1.5, 1, 5), ("c", 2, 3, 0, 2)]);
    }

    [Fact]
    public void Days_are_told_by_month_and_times_by_hour()
    {
        Of(new("q", QuestionType.Date, "?"), "2018-09-03", "2018-09-30", "2018-10-01").Distribution.Select(d => (d.Value, d.Count))
            .ShouldBe([("2018-09", 2), ("2018-10", 1)]);
        Of(new("q", QuestionType.Time, "?"), "09:30", "09:45:10", "17:00").Distribution.Select(d => (d.Value, d.Count))
            .ShouldBe([("09", 2), ("17", 1)]);
    }

    [Fact]
    public void A_score_is_told_by_its_bands()
    {
        var question = new Question("q", QuestionType.Score, "?") { Score = new(ScoreMethod.Sum, ["x"]) { Bands = [new(0, "minimal"), new(5, "mild"), new(10, "moderate")] } };
        var results = Of(question, 0, 4, 4.5m, 5, 9, 27);
        results.Bands!.Select(b => (b.Value, b.Count)).ShouldBe([("0", 3), ("5", 2), ("10", 1)]);
    }

    [Fact]
    public void Other_units_are_not_averaged_in()
    {
        var results = Of(new("q", QuestionType.Quantity, "?") { Unit = "kg" }, """{"value":60,"unit":"kg"}""", """{"value":80}""", """{"value":150,"unit":"lb"}""");
        (results.Answered, results.Mean).ShouldBe((3, 70));
    }

    [Fact]
    public void Chi_square_has_its_degrees_of_freedom_and_strength()
    {
        var question = new Question("b", QuestionType.YesNo, "?");
        var tally = new Tally(new() { By = new(DimensionKind.Language), Only = "b" });
        foreach (var (language, yes, times) in new[] { ("en", true, 30), ("en", false, 10), ("cy", true, 20), ("cy", false, 40) })
            for (var i = 0; i < times; i++)
                tally.Apply(new(JsonSerializer.SerializeToElement(new { b = yes }), language, [], default), 1, new Dictionary<string, Question> { ["b"] = question });

        var square = Association.Of(CrossTable.Of(tally, ["en", "cy"], overlap: false, question, null, suppress: true)).ShouldNotBeNull();

        // All four differ by 10 from what is expected: 20, 20, 30, 30.
        (square.Statistic, square.DegreesOfFreedom, square.CramersV, square.SmallestExpected).ShouldBe((16.6667, 1, 0.4082, 20));
    }

    [Fact]
    public void Mean_and_counts_that_are_withheld_are_withheld_together()
    {
        var results =
            Of(new("q", QuestionType.Likert, "?") { Options = FivePoints }, suppress: true, [.. Enumerable.Repeat("5", 20).Append("1")]);
        results.Options.Count(o => o.Suppressed).ShouldBe(2);
        (results.Suppressed, results.Mean, results.Median, results.Likert).ShouldBe(
            (true, null, null, null), "from the mean the two counts could be worked out");
        Of(new("q", QuestionType.Rating, "?"), suppress: true, [.. Enumerable.Repeat(5m, 20).Append(1)]).Mean.ShouldBeNull();
        Of(new("q", QuestionType.Number, "?"), suppress: true, [.. Enumerable.Repeat(5m, 20).Append(1)]).ShouldSatisfyAllConditions(
            number => number.Distribution.ShouldBeEmpty(), number => number.Mean.ShouldNotBeNull());
    }

    static QuestionResults Of(Question question, params decimal[] answers) => Of(question, false, answers);

    static QuestionResults Of(Question question, bool suppress, decimal[] answers) =>
        Folded(question, suppress, answers.Select(a => JsonSerializer.SerializeToElement(a)));

    static QuestionResults Of(Question question, params string[] answers) => Of(question, false, answers);

    static QuestionResults Of(Question question, bool suppress, string[] answers) => Folded(question, suppress,
        answers.Select(a => a[0] is '{' or '[' ? JsonDocument.Parse(a).RootElement : JsonSerializer.SerializeToElement(a)));

    static QuestionResults Folded(Question question, bool suppress, IEnumerable<JsonElement> answers)
    {
        var counts = new QuestionCounts();
        foreach (var answer in answers) counts.Apply(question, answer, 1);
        return new QuestionFigures(question, counts, counts.Answered, suppress).Results();
    }
}
