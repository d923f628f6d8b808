using System.Text.Json;
using System.Text.Json.Nodes;
using QLab.Questionnaires;

namespace QLab.Fhir.Tests;

public sealed class ChangingWhatCameAsFhir
{
    [Fact]
    public void A_new_wording_goes_out_and_the_codes_stay()
    {
        var expected = Instrument.Resource("phq-9");
        var definition = With(Instrument.Definition("phq-9"), "phq9.1", q => q with
        {
            Text = "Less joy in things",
            Options = [q.Options[0] with { Label = "Never" }, .. q.Options.Skip(1)],
        });
        var first = expected["item"]![0]!["item"]![0]!;
        (first["text"], first["answerOption"]![0]!["valueCoding"]!["display"]) = ("Less joy in things", "Never");
        JsonDifferences.Between(expected, FhirQuestionnaire.Write(definition)).ShouldBeEmpty();
    }

    [Fact]
    public void A_new_score_stands_where_the_old_one_stood()
    {
        var definition = With(
            Instrument.Definition("alertness"), "q1.1", q => q with { Options = [q.Options[0] with { Score = 5 }, .. q.Options.Skip(1)] });
        var item = FhirQuestionnaire.Write(definition)["item"]![0]!.AsObject();
        item["answerOption"]![0]!.Extension(FhirNames.OrdinalValue).Number("valueDecimal").ShouldBe(5);
        item.ContainsKey("answerValueSet").ShouldBeFalse("the value set says something else");
        item["code"].ShouldNotBeNull();
    }

    [Fact]
    public void A_bound_that_is_taken_away_is_gone_and_other_extensions_stay()
    {
        var definition = With(Instrument.Definition("first-visit"), "q1.1", q => q with { Until = null });
        var item = FhirQuestionnaire.Write(definition)["item"]![0]!["item"]![0]!;
        item.Extensions().Select(extension => extension.Text("url")).ShouldBe([FhirNames.EntryFormat]);
    }

    [Fact]
    public void A_question_that_no_longer_waits_for_another_says_so()
    {
        var definition = With(
            Instrument.Definition("first-visit"), "q2.1", q => q with { Type = QuestionType.ShortText, Whole = false, ShownWhen = null });
        var item = FhirQuestionnaire.Write(definition)["item"]![1]!["item"]![0]!.AsObject();
        item.Text("type").ShouldBe("string");
        item.ContainsKey("enableWhen").ShouldBeFalse();
        item.Text("linkId").ShouldBe("2.1");
    }

    [Fact]
    public void What_nobody_would_carry_does_no_harm()
    {
        string[] nonsense = ["7", "null", "[]", "{}", "{\"@was\":1}", "{\"@is\":{}}", "{\"@in\":7}", "{\"@list\":[7,{\"@was\":{\"url\":\"x\"}},{\"url\":\"y\"}]}", "{\"@was\":\"q\",\"@is\":7}", "\"q\""];
        string[] names = ["linkId", "type", "text", "_text", "extension", "answerOption", "valueCoding", "item", "initial", "enableWhen", "@under", "@help", "@score", "@resource", "language", "title"];
        foreach (var name in names)
            foreach (var value in nonsense)
            {
                var fhir = new Dictionary<string, JsonElement> { [name] = JsonDocument.Parse(value).RootElement };
                var question = new Question("q", QuestionType.SingleChoice, "Which?")
                {
                    Help = "One.", Options = [new("a", "A") { Fhir = fhir }, new("b", "B")], Fhir = fhir,
                };
                var definition = new Definition("Nonsense", [question, new("z", QuestionType.Matrix, "Lines")
                {
                    Rows = question.Options, Options = question.Options, Fhir = fhir,
                }])
                { Fhir = fhir };
                var info = new QuestionnaireInfo(Guid.NewGuid(), definition);
                using var memory = new MemoryStream();
                using var json = new Utf8JsonWriter(memory);
                Should.NotThrow(() => FhirResponse.Write(json, info, new(Guid.NewGuid(), DateTimeOffset.UnixEpoch, null, "en", new JsonObject { ["q"] = "a" }.ToElement())), $"{name}: {value}");
            }
    }

    static Definition With(Definition definition, string id, Func<Question, Question> change) =>
        definition with { Questions = With(definition.Questions, id, change) };

    static List<Question> With(IReadOnlyList<Question> questions, string id, Func<Question, Question> change) =>
        [.. questions.Select(question => (question.Id == id ? change(question) : question) with { Questions = With(question.Questions, id, change) })];
}
