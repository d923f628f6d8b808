using System.Text.Json;
using QLab.Questionnaires;
using QLab.Questionnaires.Answering;

namespace QLab.Fhir.Tests;

public sealed class KnownInstruments
{
    static readonly string[] Days = ["LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9"];

    [Theory]
    [InlineData("phq-9")]
    [InlineData("gad-7")]
    [InlineData("who-5")]
    [InlineData("alertness")]
    [InlineData("first-visit")]
    public void Go_out_as_they_came_in(string name)
    {
        var stored = DefinitionJson.Read(DefinitionJson.Write(Instrument.Definition(name)));
        var written = FhirQuestionnaire.Write(stored);
        JsonDifferences.Between(Instrument.Resource(name), written).ShouldBeEmpty();
        written.ShouldBeFhir();
    }

    [Theory]
    [InlineData(new[] { 0, 0, 0, 0, 0, 0, 0, 0, 0 }, 0, "none or minimal")]
    [InlineData(new[] { 1, 1, 1, 1, 0, 0, 0, 0, 0 }, 4, "none or minimal")]
    [InlineData(new[] { 1, 1, 1, 1, 1, 0, 0, 0, 0 }, 5, "mild")]
    [InlineData(new[] { 2, 2, 2, 2, 1, 1, 0, 0, 0 }, 10, "moderate")]
    [InlineData(new[] { 3, 3, 3, 3, 3, 0, 0, 0, 0 }, 15, "moderately severe")]
    [InlineData(new[] { 3, 3, 3, 3, 3, 3, 2, 0, 0 }, 20, "severe")]
    [InlineData(new[] { 3, 3, 3, 3, 3, 3, 3, 3, 3 }, 27, "severe")]
    public void Phq_9_adds_up_to_its_published_bands(int[] given, int score, string band)
    {
        var definition = Instrument.Definition("phq-9");
        var answers = given.Index().ToDictionary(g => $"phq9.{g.Index + 1}", g => JsonSerializer.SerializeToElement(Days[g.Item]));
        Scored(definition, answers, "phq9.total").ShouldBe((score, band));
    }

    [Theory]
    [InlineData(0, 0, "minimal")]
    [InlineData(1, 7, "mild")]
    [InlineData(2, 14, "moderate")]
    [InlineData(3, 21, "severe")]
    public void Gad_7_adds_up_to_its_published_bands(int each, int score, string band)
    {
        var definition = Instrument.Definition("gad-7");
        var answers = Enumerable.Range(1, 7).ToDictionary(i => $"gad.{i}", _ => JsonSerializer.SerializeToElement($"d{each}"));
        Scored(definition, answers, "gad.total").ShouldBe((score, band));
    }

    [Theory]
    [InlineData(new[] { 0, 0, 0, 0, 0 }, 0, "likely depression")]
    [InlineData(new[] { 1, 2, 1, 2, 1 }, 28, "likely depression")]
    [InlineData(new[] { 2, 2, 3, 2, 3 }, 48, "low well-being")]
    [InlineData(new[] { 3, 2, 3, 2, 3 }, 52, "well-being")]
    [InlineData(new[] { 5, 5, 5, 5, 5 }, 100, "well-being")]
    public void Who_5_is_a_percentage(int[] given, int score, string band)
    {
        var definition = Instrument.Definition("who-5");
        var answers = given.Index().ToDictionary(g => $"who5.{g.Index + 1}", g => JsonSerializer.SerializeToElement($"{g.Item}"));
        Scored(definition, answers, "who5.percent").ShouldBe((score, band));
    }

    [Fact]
    public void The_question_about_difficulty_comes_up_only_when_there_is_a_problem()
    {
        var form = new Form(Instrument.Definition("phq-9"));
        var none = Enumerable.Range(1, 9).ToDictionary(i => $"phq9.{i}", _ => JsonSerializer.SerializeToElement(Days[0]));
        form.Check(none).Shown.ShouldNotContain("phq9.10");
        form.Check(new Dictionary<string, JsonElement>(none) { ["phq9.4"] = JsonSerializer.SerializeToElement(Days[1]) }).Shown
            .ShouldContain("phq9.10");
    }

    [Fact]
    public void Their_languages_come_with_them()
    {
        var definition = Instrument.Definition("who-5");
        definition.Languages.ShouldBe(["en", "de"]);
        definition.InPageOrder().First(q => q.Id == "who5.1").Options[0].Label.In("de", definition.Languages).ShouldBe("immer");
    }

    [Fact]
    public void What_stands_under_a_question_follows_it_and_waits_for_its_answer()
    {
        var form = new Form(Instrument.Definition("first-visit"));
        form.Check(Instrument.Answers(("q1.1", "1970-01-01"))).Shown.ShouldNotContain("q2.1");
        form.Check(Instrument.Answers(("q1.1", "1970-01-01"), ("q2", true), ("q2.1", 3))).Shown.ShouldContain("q2.2");
    }

    static (decimal, string) Scored(Definition definition, Dictionary<string, JsonElement> answers, string id)
    {
        var check = new Form(definition).Check(answers);
        check.Faults.ShouldBeEmpty();
        var score = check.Kept[id].GetDecimal();
        var band = definition.InPageOrder().Single(q => q.Id == id).Score!.Bands.Last(b => b.From <= score);
        return (score, band.Label.In("en", definition.Languages));
    }
}
