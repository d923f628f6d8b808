using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QLab.Fhir.Tests;

public sealed class ResponsesBothWays
{
    [Fact]
    public void Answers_come_in_as_they_went_out() => Property.Holds(300, choices =>
    {
        var definition = new RandomDefinitions(choices).Next();
        BackAndForth(new(choices.Id(), definition), new RandomAnswers(choices).To(definition));
    });

    [Fact]
    public void Answers_to_a_resource_come_in_as_they_went_out() => Property.Holds(300, choices =>
    {
        var resource = new RandomResources(choices).Next();
        var definition = FhirQuestionnaire.Understand(resource.ToElement(), new("Questionnaire"))!.Value.Definition;
        BackAndForth(new(choices.Id(), definition), new RandomAnswers(choices).To(definition));
    });

    [Fact]
    public void What_stands_under_a_question_stands_under_its_answer()
    {
        var info = new QuestionnaireInfo(Guid.NewGuid(), Instrument.Definition("first-visit"));
        var written = Written(info, JsonNode.Parse("""{"q1.1": "1970-01-01", "q2": true, "q2.1": 3, "q3": ["My-back", {"other": "My pride"}]}""")!.AsObject());
        JsonDifferences.Between(JsonNode.Parse("""
            [
              { "linkId": "1", "item": [{ "linkId": "1.1", "answer": [{ "valueDate": "1970-01-01" }] }] },
              { "linkId": "2", "answer": [{ "valueBoolean": true, "item": [{ "linkId": "2.1", "answer": [{ "valueInteger": 3 }] }] }] },
              { "linkId": "3", "answer": [{ "valueString": "My back" }, { "valueString": "My pride" }] }
            ]
            """), written["item"]).ShouldBeEmpty();
        written["questionnaire"]!.GetValue<string>().ShouldBe("http://example.org/Questionnaire/first-visit");
    }

    [Fact]
    public void Codes_go_out_with_their_system()
    {
        var info = new QuestionnaireInfo(Guid.NewGuid(), Instrument.Definition("gad-7"));
        var written = Written(info, new() { ["gad.1"] = "d2" });
        JsonDifferences.Between(JsonNode.Parse("""{ "system": "http://example.org/days", "code": "d2", "display": "More than half the days" }"""),
            written["item"]![0]!["answer"]![0]!["valueCoding"]).ShouldBeEmpty();
    }

    [Fact]
    public void Every_fault_is_named_at_once_where_it_is()
    {
        var info = new QuestionnaireInfo(Guid.NewGuid(), Instrument.Definition("first-visit"));
        var issues = new FhirIssues("QuestionnaireResponse");
        FhirResponseReader.Read(JsonDocument.Parse("""
            {
              "resourceType": "QuestionnaireResponse", "questionnaire": "http://example.org/another", "status": "stopped", "language": "fr",
              "item": [
                { "linkId": "1", "item": [{ "linkId": "1.1", "answer": [{ "valueDate": "1970" }] }, { "linkId": "2" }], "answer": [{ "valueBoolean": true }] },
                { "linkId": "3", "answer": [{ "valueCoding": { "system": "http://example.org/elsewhere", "code": "knee" } }] },
                { "linkId": "7", "answer": [{ "valueTime": "07:00:00" }, { "valueTime": "08:00:00" }] },
                { "linkId": "99", "answer": [{ "valueBoolean": true }] }
              ]
            }
            """).RootElement, info, issues).ShouldBeNull();
        issues.All.Where(issue => issue.IsError).Select(issue => issues.Expression(issue.Pointer)).ShouldBe(
        [
            "QuestionnaireResponse.questionnaire", "QuestionnaireResponse.status", "QuestionnaireResponse.language",
            "QuestionnaireResponse.item[0].answer", "QuestionnaireResponse.item[0].item[0].answer[0].value", "QuestionnaireResponse.item[0].item[1].linkId",
            "QuestionnaireResponse.item[1].answer[0].value", "QuestionnaireResponse.item[2].answer", "QuestionnaireResponse.item[3].linkId",
        ], ignoreOrder: true);
    }

    static void BackAndForth(QuestionnaireInfo info, JsonObject answers)
    {
        var issues = new FhirIssues("QuestionnaireResponse");
        var written = Written(info, answers);
        var read = FhirResponseReader.Read(written.ToElement(), info, issues);
        read.ShouldNotBeNull($"{written.ToJsonString()}: {issues.Outcome()["issue"]}");
        var back = new JsonObject(read.Answers.Select(a => KeyValuePair.Create(a.Key, FhirOverlay.Node(a.Value))));
        JsonDifferences.Between(answers, back).ShouldBeEmpty(written.ToJsonString());
    }

    static JsonObject Written(QuestionnaireInfo info, JsonObject answers)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
            FhirResponse.Write(
                json, info, new(Guid.NewGuid(), DateTimeOffset.UnixEpoch, null, info.Definition.Languages[0], answers.ToElement()));
        var resource = JsonNode.Parse(Encoding.UTF8.GetString(memory.ToArray()))!.AsObject();
        resource.ShouldBeFhir();
        return resource;
    }
}
