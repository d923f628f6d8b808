using System.Text.Json.Nodes;

namespace QLab.Fhir.Tests;

public sealed class TheStandardsConstraints
{
    [Theory]
    [InlineData("que-1", "item", """{ "type": "display", "item": [{ "linkId": "b", "type": "display" }] }""")]
    [InlineData("que-1", "item", """{ "type": "group" }""")]
    [InlineData("que-2", "linkId", """{ "type": "string", "linkId": "z" }""")]
    [InlineData("que-3", "code", """{ "type": "display", "code": [{ "code": "x" }] }""")]
    [InlineData("que-4", "answerOption", """{ "type": "choice", "answerValueSet": "#x", "answerOption": [{ "valueString": "A" }] }""")]
    [InlineData("que-5", "answerOption", """{ "type": "boolean", "answerOption": [{ "valueString": "A" }] }""")]
    [InlineData("que-6", "repeats", """{ "type": "display", "repeats": false }""")]
    [InlineData("que-7", "enableWhen[0].answer", """{ "type": "string", "enableWhen": [{ "question": "z", "operator": "exists", "answerString": "yes" }] }""")]
    [InlineData("que-8", "initial", """{ "type": "group", "initial": [{ "valueBoolean": true }], "item": [{ "linkId": "b", "type": "display" }] }""")]
    [InlineData("que-9", "readOnly", """{ "type": "display", "readOnly": true }""")]
    [InlineData("que-10", "maxLength", """{ "type": "date", "maxLength": 3 }""")]
    [InlineData("que-11", "initial", """{ "type": "choice", "answerOption": [{ "valueString": "A" }], "initial": [{ "valueString": "A" }] }""")]
    [InlineData("que-12", "enableBehavior", """{ "type": "string", "enableWhen": [{ "question": "z", "operator": "exists", "answerBoolean": true }, { "question": "z", "operator": "=", "answerString": "x" }] }""")]
    [InlineData("que-13", "initial", """{ "type": "string", "initial": [{ "valueString": "A" }, { "valueString": "B" }] }""")]
    public void Are_told_by_name_and_place(string constraint, string where, string item)
    {
        var issues = Understood(item);
        var issue = issues.All.Where(issue => issue.IsError).ShouldHaveSingleItem();
        issue.Text.ShouldContain($"({constraint})");
        issues.Expression(issue.Pointer).ShouldBe($"Questionnaire.item[1].{where}");
    }

    [Theory]
    [InlineData("type", """{ "type": "coding" }""")]
    [InlineData("nothing", """{ "type": "string", "nothing": 1 }""")]
    [InlineData("initial[0].value", """{ "type": "string", "initial": [{ "valueString": "A", "valueInteger": 1 }] }""")]
    [InlineData("answerOption[0].value", """{ "type": "choice", "answerOption": [{ "initialSelected": true }] }""")]
    [InlineData("maxLength", """{ "type": "string", "maxLength": 1.5 }""")]
    [InlineData("initial[0].value", """{ "type": "date", "initial": [{ "valueDate": "2018-13-01" }] }""")]
    [InlineData("enableWhen[0].operator", """{ "type": "string", "enableWhen": [{ "question": "z", "operator": "like", "answerString": "x" }] }""")]
    [InlineData("enableWhen[0].answer", """{ "type": "string", "enableWhen": [{ "question": "z", "operator": "=", "answerInteger": 1 }] }""")]
    [InlineData("enableWhen[0].question", """{ "type": "string", "enableWhen": [{ "question": "y", "operator": "exists", "answerBoolean": true }] }""")]
    [InlineData("extension", """{ "type": "string", "extension": [{ "url": "urn:qlab:fhir:question", "valueString": "not JSON" }] }""")]
    [InlineData("extension", """{ "type": "string", "extension": [{ "url": "urn:qlab:fhir:question", "valueString": "{\"id\":\"other\"}" }] }""")]
    public void And_its_structure_are_told_by_place(string where, string item)
    {
        var issues = Understood(item);
        issues.All.Where(issue => issue.IsError)
            .Select(issue => issues.Expression(issue.Pointer))
            .Distinct()
            .ShouldBe([$"Questionnaire.item[1].{where}"]);
    }

    static FhirIssues Understood(string item)
    {
        var second = JsonNode.Parse(item)!.AsObject();
        second.TryAdd("linkId", "a");
        var resource = new JsonObject
        {
            ["resourceType"] = "Questionnaire", ["status"] = "active",
            ["item"] = new JsonArray(new JsonObject
            {
                ["linkId"] = "z", ["type"] = "string",
            }, second, new JsonObject { ["linkId"] = "y", ["type"] = "display" }),
        };
        var issues = new FhirIssues("Questionnaire");
        FhirQuestionnaire.Understand(resource.ToElement(), issues);
        return issues;
    }
}
