using System.Text.Json;
using QLab.Questionnaires.Answering;

namespace QLab.Questionnaires.Tests;

/// <summary>Each line is a question in brief and an answer to it, or a condition and the answers it looks at.</summary>
public sealed class AnsweringAForm
{
    const string Options =
        """ "options":[{"value":"a","label":"A","score":1},{"value":"b","label":"B","score":2},{"value":"none","label":"None"}] """;
    const string Exclusive =
        """ "options":[{"value":"a","label":"A"},{"value":"b","label":"B"},{"value":"none","label":"None","exclusive":true}] """;
    const string Rows = """ "rows":[{"value":"r","label":"R"},{"value":"s","label":"S"}] """;

    [Theory]
    [InlineData($$""" "type":"singleChoice",{{Options}} """, "\"a\"")]
    [InlineData($$""" "type":"singleChoice","other":true,{{Options}} """, """{"other":"mine"}""")]
    [InlineData($$""" "type":"likert",{{Options}} """, "\"none\"")]
    [InlineData($$""" "type":"multipleChoice","minChoices":2,"maxChoices":2,{{Options}} """, """["b","a"]""")]
    [InlineData($$""" "type":"multipleChoice","other":true,{{Options}} """, """["a",{"other":"x"},{"other":"y"}]""")]
    [InlineData($$""" "type":"multipleChoice",{{Exclusive}} """, """["none"]""")]
    [InlineData($$""" "type":"matrix",{{Options}},{{Rows}} """, """{"s":"a"}""")]
    [InlineData($$""" "type":"matrix","required":true,{{Options}},{{Rows}} """, """{"s":"a","r":"b"}""")]
    [InlineData($$""" "type":"ranking","maxChoices":2,"required":true,{{Options}} """, """["b","none"]""")]
    [InlineData(""" "type":"rating" """, "5")]
    [InlineData(""" "type":"netPromoter" """, "0")]
    [InlineData(""" "type":"number","min":-1.5,"max":1 """, "-1.5")]
    [InlineData(""" "type":"number","whole":true """, "2.0")]
    [InlineData(""" "type":"quantity","max":5 """, """{"value":5,"unit":"kg"}""")]
    [InlineData(""" "type":"date","from":"2018-09-03","until":"2018-09-03" """, "\"2018-09-03\"")]
    [InlineData(""" "type":"time","from":"09:30" """, "\"09:30:00\"")]
    [InlineData(""" "type":"dateTime","until":"2018-09-03T00:00:00Z" """, "\"2018-09-03T01:00:00+01:00\"")]
    [InlineData(""" "type":"shortText","minLength":2,"maxLength":3,"pattern":"[a-z]+" """, "\"abc\"")]
    [InlineData(""" "type":"longText" """, "\"one\\ntwo\"")]
    [InlineData(""" "type":"email" """, "\"name@example.org\"")]
    [InlineData(""" "type":"url" """, "\"https://example.org/a\"")]
    [InlineData(""" "type":"yesNo" """, "false")]
    [InlineData(""" "type":"hidden" """, "\"newsletter\"")]
    [InlineData(""" "type":"attachment" """, """{"url":"x"}""")]
    [InlineData(""" "type":"reference" """, """{"reference":"Patient/1"}""")]
    [InlineData(""" "type":"number","repeats":true,"maxChoices":2 """, "[1,1]")]
    public void Takes_an_answer_that_fits(string question, string answer) => Check(question, answer).Faults.ShouldBeEmpty();

    [Theory]
    [InlineData($$""" "type":"singleChoice",{{Options}} """, "\"c\"")]
    [InlineData($$""" "type":"singleChoice",{{Options}} """, """["a"]""")]
    [InlineData($$""" "type":"singleChoice",{{Options}} """, """{"other":"mine"}""")]
    [InlineData($$""" "type":"singleChoice","other":true,{{Options}} """, """{"other":" "}""")]
    [InlineData($$""" "type":"singleChoice","other":true,{{Options}} """, """{"other":"x","more":1}""")]
    [InlineData($$""" "type":"multipleChoice",{{Options}} """, "\"a\"")]
    [InlineData($$""" "type":"multipleChoice",{{Options}} """, """["a","\u0061"]""")]
    [InlineData($$""" "type":"multipleChoice","minChoices":2,{{Options}} """, """["a"]""")]
    [InlineData($$""" "type":"multipleChoice","maxChoices":1,{{Options}} """, """["a","b"]""")]
    [InlineData($$""" "type":"multipleChoice",{{Exclusive}} """, """["a","none"]""")]
    [InlineData($$""" "type":"matrix",{{Options}},{{Rows}} """, """{"t":"a"}""")]
    [InlineData($$""" "type":"matrix",{{Options}},{{Rows}} """, """{"r":"x"}""")]
    [InlineData($$""" "type":"matrix",{{Options}},{{Rows}} """, """{"r":"a","r":"b"}""")]
    [InlineData($$""" "type":"matrix","required":true,{{Options}},{{Rows}} """, """{"r":"a"}""")]
    [InlineData($$""" "type":"ranking","required":true,{{Options}} """, """["a","b"]""")]
    [InlineData(""" "type":"rating" """, "6")]
    [InlineData(""" "type":"rating" """, "2.5")]
    [InlineData(""" "type":"netPromoter" """, "11")]
    [InlineData(""" "type":"number","min":1 """, "0.99")]
    [InlineData(""" "type":"number" """, "1e16")]
    [InlineData(""" "type":"number" """, "1e400")]
    [InlineData(""" "type":"number" """, "\"1\"")]
    [InlineData(""" "type":"number","whole":true """, "2.5")]
    [InlineData(""" "type":"quantity" """, "5")]
    [InlineData(""" "type":"quantity","max":5 """, """{"value":6}""")]
    [InlineData(""" "type":"date" """, "\"2018-02-30\"")]
    [InlineData(""" "type":"date","from":"2018-09-03" """, "\"2018-09-02\"")]
    [InlineData(""" "type":"time" """, "\"24:00\"")]
    [InlineData(""" "type":"time","until":"09:30" """, "\"09:30:01\"")]
    [InlineData(""" "type":"dateTime" """, "\"Tue, 04 Sep 2018 09:30\"")]
    [InlineData(""" "type":"dateTime","until":"2018-09-03T00:00:00Z" """, "\"2018-09-03T01:00:00Z\"")]
    [InlineData(""" "type":"shortText","pattern":"[a-z]+" """, "\"abc\\n\"")]
    [InlineData(""" "type":"shortText","minLength":2 """, "\"a\"")]
    [InlineData(""" "type":"shortText" """, "\"a\\u0000\"")]
    [InlineData(""" "type":"shortText" """, "\"\\ud83d\"")]
    [InlineData(""" "type":"email" """, "\"Name <name@example.org>\"")]
    [InlineData(""" "type":"url" """, "\"example\"")]
    [InlineData(""" "type":"yesNo" """, "\"yes\"")]
    [InlineData(""" "type":"attachment" """, """{"x":["\ud83d"]}""")]
    [InlineData(""" "type":"display" """, "true")]
    [InlineData(""" "type":"section" """, "true")]
    [InlineData(""" "type":"score" """, "1")]
    [InlineData(""" "type":"number","repeats":true """, "1")]
    [InlineData(""" "type":"number","repeats":true,"maxChoices":2 """, "[1,2,3]")]
    [InlineData(""" "type":"number","required":true """, "null")]
    [InlineData(""" "type":"shortText","required":true """, "\" \"")]
    public void Names_an_answer_that_does_not_fit(string question, string answer) =>
        Check(question, answer).Faults.Keys.ShouldBe(["/answers/q"]);

    [Theory]
    [InlineData("answered", null, "5", true)]
    [InlineData("answered", null, null, false)]
    [InlineData("notAnswered", null, "5", false)]
    [InlineData("notAnswered", null, null, true)]
    [InlineData("is", "5", "5.0", true)]
    [InlineData("is", "5", "6", false)]
    [InlineData("is", "5", null, false)]
    [InlineData("isNot", "5", "6", true)]
    [InlineData("isNot", "5", "5", false)]
    [InlineData("isNot", "5", null, false)]
    [InlineData("above", "5", "5.1", true)]
    [InlineData("above", "5", "5", false)]
    [InlineData("atLeast", "5", "5", true)]
    [InlineData("atLeast", "5", "4", false)]
    [InlineData("below", "5", "4", true)]
    [InlineData("below", "5", "5", false)]
    [InlineData("atMost", "5", "5", true)]
    [InlineData("atMost", "5", "6", false)]
    [InlineData("atMost", "5", null, false)]
    [InlineData("is", "\"a\"", """["b","a"]""", true)]
    [InlineData("isNot", "\"a\"", """["b","a"]""", false)]
    [InlineData("isNot", "\"a\"", """["b",{"other":"a"}]""", true)]
    [InlineData("above", "3", "[1,4]", true)]
    [InlineData("is", "true", "true", true)]
    [InlineData("isNot", "true", "false", true)]
    [InlineData("below", "\"2018-09-03\"", "\"2018-09-02\"", true)]
    [InlineData("is", "\"09:30\"", "\"09:30:00\"", true)]
    [InlineData("above", "\"2018-09-03T00:00:00Z\"", "\"2018-09-03T00:30:00+01:00\"", false)]
    [InlineData("atLeast", "70", """{"value":70,"unit":"kg"}""", true)]
    [InlineData("is", """{"value":70}""", """{"value":70,"unit":"kg"}""", true)]
    [InlineData("is", "5", "\"5\"", false)]
    public void A_condition_holds_or_not(string how, string? value, string? answer, bool holds)
    {
        var condition = Json<Condition>($$"""{"question":"q","operator":"{{how}}"{{(value is null ? "" : $",\"value\":{value}")}} }""");
        Conditions.Hold(condition, answer is null ? new() : new Dictionary<string, JsonElement> { ["q"] = Element(answer) })
            .ShouldBe(holds);
        Conditions.Hold(new()
        {
            All = [condition, new()
        {
            Question = "none", Operator = Operator.NotAnswered,
        }]
        }, answer is null ? new() : new Dictionary<string, JsonElement> { ["q"] = Element(answer) }).ShouldBe(holds);
        Conditions.Hold(new()
        {
            Any = [condition, new()
        {
            Question = "none", Operator = Operator.Answered,
        }]
        }, answer is null ? new() : new Dictionary<string, JsonElement> { ["q"] = Element(answer) }).ShouldBe(holds);
    }

    [Fact]
    public void A_condition_about_a_row_looks_at_that_row_alone()
    {
        var condition = Json<Condition>("""{"question":"q","row":"r","operator":"isNot","value":"a"}""");
        Conditions.Hold(condition, new Dictionary<string, JsonElement> { ["q"] = Element("""{"r":"b","s":"a"}""") }).ShouldBeTrue();
        Conditions.Hold(condition, new Dictionary<string, JsonElement> { ["q"] = Element("""{"s":"b"}""") }).ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"method":"sum","questions":["one","many","grid","yes","n"]}""", """{"one":"b","many":["a","b"],"grid":{"r":"a","s":"b"},"yes":true,"n":0.5}""", "9.5")]
    [InlineData("""{"method":"mean","questions":["one","n"],"multiplyBy":4}""", """{"one":"b","n":4}""", "12")]
    [InlineData("""{"method":"sum","questions":["one","n"]}""", """{"one":"b"}""", null)]
    [InlineData("""{"method":"sum","questions":["one","n"],"atLeast":1}""", """{"one":"b"}""", "2")]
    [InlineData("""{"method":"sum","questions":["one","n"],"atLeast":1}""", """{"one":"none"}""", null)]
    [InlineData("""{"method":"sum","questions":["n"],"multiplyBy":1000000}""", """{"n":1000000000000000}""", "1000000000000000000000")]
    public void A_score_adds_up_or_averages(string score, string answers, string? value)
    {
        var form = new Form(Definition(
            $$"""{"id":"one","type":"singleChoice","text":"One",{{Options}} }""",
            $$"""{"id":"many","type":"multipleChoice","text":"Many",{{Options}} }""",
            $$"""{"id":"grid","type":"matrix","text":"Grid",{{Options}},{{Rows}} }""", """{"id":"yes","type":"yesNo","text":"Yes"}""",
            """{"id":"n","type":"number","text":"N"}""",
            $$"""{"id":"score","type":"score","text":"Score","score":{{score}} }"""));
        var check = form.Check(Json<Dictionary<string, JsonElement>>(answers));
        check.Faults.ShouldBeEmpty();
        (check.Kept.TryGetValue("score", out var worked) ? worked.GetDecimal() : (decimal?)null).ShouldBe(
            value is null ? null : decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, "Low")]
    [InlineData(4.9, "Low")]
    [InlineData(5, "High")]
    public void A_score_falls_into_the_band_that_begins_below_it(decimal value, string? band) =>
        Scoring.BandOf(Json<Score>("""{"method":"sum","questions":["q"],"bands":[{"from":0,"label":"Low"},{"from":5,"label":"High"}]}"""), value)?.Label.In("en", ["en"]).ShouldBe(band);

    [Fact]
    public void An_answer_to_what_is_not_shown_is_refused_or_dropped()
    {
        var form = new Form(Definition(
            """{"id":"a","type":"yesNo","text":"A"}""",
            """{"id":"s","type":"section","text":"S","shownWhen":{"question":"a","operator":"is","value":true},"questions":[{"id":"b","type":"number","text":"B","required":true}]}""",
            """{"id":"c","type":"yesNo","text":"C","shownWhen":{"question":"b","operator":"above","value":1}}"""));
        var answers = Json<Dictionary<string, JsonElement>>("""{"a":false,"b":2,"c":true}""");
        form.Check(answers).Faults.Keys.ShouldBe(["/answers/b", "/answers/c"]);
        form.Check(answers, HiddenAnswers.Drop).Kept.Keys.ShouldBe(["a"]);
        form.Check(Json<Dictionary<string, JsonElement>>("""{"a":true}""")).Faults.Keys.ShouldBe(["/answers/b"]);
        form.Check(Json<Dictionary<string, JsonElement>>("""{"a":true}"""), unfinished: true).Faults.ShouldBeEmpty();
    }

    static Checked Check(string question, string answer) =>
        new Form(Definition($$"""{"id":"q","text":"Q",{{question}} }""")).Check(
            new Dictionary<string, JsonElement> { ["q"] = Element(answer) });

    static Definition Definition(params string[] questions) =>
        DefinitionJson.Read($$"""{"title":"T","questions":[{{string.Join(',', questions)}}] }""");

    static T Json<T>(string json) => JsonSerializer.Deserialize<T>(json, DefinitionJson.Options)!;

    static JsonElement Element(string json) => JsonDocument.Parse(json).RootElement;
}
