using System.Text.Json.Nodes;
using QLab.Questionnaires;
using QLab.Questionnaires.Answering;

namespace QLab.Fhir.Tests;

public sealed class TakingWhatTheStandardAllows
{
    [Theory]
    [InlineData("""{ "type": "choice", "answerOption": [{ "valueCoding": { "code": "read", "display": "I have read this" } }] }""")]
    [InlineData("""{ "type": "choice", "required": true, "answerOption": [{ "valueString": "Yes", "initialSelected": true }] }""")]
    [InlineData("""{ "type": "choice", "repeats": true, "answerOption": [{ "valueInteger": 1 }] }""")]
    [InlineData("""{ "type": "open-choice", "answerOption": [{ "valueCoding": { "code": "knee" } }] }""")]
    [InlineData("""{ "type": "string", "answerOption": [{ "valueString": "Only this" }] }""")]
    [InlineData("""{ "type": "quantity", "initial": [{ "valueQuantity": { "value": 1.50 } }] }""")]
    [InlineData("""{ "type": "quantity", "initial": [{ "valueQuantity": { "unit": "kg", "system": "urn:u", "code": "kg" } }] }""")]
    [InlineData("""{ "type": "quantity", "repeats": true, "initial": [{ "valueQuantity": { "value": 2 }}, { "valueQuantity": { "unit": "g" }}]}""")]
    public void And_gives_it_out_as_it_came(string item)
    {
        var resource = With(item);
        resource.ShouldBeFhir();
        var stored = DefinitionJson.Read(DefinitionJson.Write(Instrument.Definition(resource)));
        var written = FhirQuestionnaire.Write(stored);
        JsonDifferences.Between(resource, written).ShouldBeEmpty();
        written.ShouldBeFhir();
    }

    [Fact]
    public void The_only_option_can_be_chosen_and_nothing_else()
    {
        var form =
            new Form(Instrument.Definition(With("""{ "type": "choice", "answerOption": [{ "valueCoding": { "code": "read" } }] }""")));
        form.Check(Instrument.Answers(("a", "read"))).Faults.ShouldBeEmpty();
        form.Check(Instrument.Answers(("a", "not"))).Faults.Keys.ShouldBe(["/answers/a"]);
    }

    [Fact]
    public void A_quantity_that_begins_with_a_number_begins_with_it_here_and_a_unit_alone_is_kept()
    {
        var begun = Instrument.Definition(With("""{ "type": "quantity", "initial": [{ "valueQuantity": { "value": 1.50 } }] }"""));
        begun.Questions[0].Initial!.Value.GetRawText().ShouldBe("""{"value":1.50}""");
        var unit = With("""{ "type": "quantity", "initial": [{ "valueQuantity": { "unit": "kg" } }] }""");
        FhirQuestionnaire.Read(unit.ToElement(), out var issues)!.Questions[0].Initial.ShouldBeNull("it is no answer yet");
        issues.Notes().ShouldContain(note => note.Path == "Questionnaire.item[0].initial" && note.Severity == "warning");
    }

    static JsonObject With(string item)
    {
        var whole = JsonNode.Parse(item)!.AsObject();
        (whole["linkId"], whole["text"]) = ("a", "Which?");
        return new() { ["resourceType"] = "Questionnaire", ["status"] = "active", ["title"] = "T", ["item"] = new JsonArray(whole) };
    }
}
