using System.Text.Json;
using System.Text.Json.Nodes;
using QLab.Questionnaires;

namespace QLab.Fhir.Tests;

public sealed class QuestionnairesBothWays
{
    [Fact]
    public void A_resource_goes_out_as_it_came_in() => Property.Holds(400, choices =>
    {
        var resource = new RandomResources(choices).Next();
        var issues = new FhirIssues("Questionnaire");
        var definition = FhirQuestionnaire.Understand(resource.ToElement(), issues)?.Definition;
        definition.ShouldNotBeNull($"{resource.ToJsonString()}: {issues.Outcome()["issue"]}");
        var written = FhirQuestionnaire.Write(DefinitionJson.Read(DefinitionJson.Write(definition)));
        JsonDifferences.Between(resource, written).ShouldBeEmpty(resource.ToJsonString());
        written.ShouldBeFhir();
    });

    /// <remarks>The standard calls the type abstract, and Firely does not read it; others write it all the same.</remarks>
    [Fact]
    public void The_abstract_type_goes_out_as_it_came_in_and_a_note_says_how_it_is_answered()
    {
        var resource = JsonNode.Parse("""
            { "resourceType": "Questionnaire", "status": "active", "item": [
                { "linkId": "a", "type": "question", "initial": [{ "valueCoding": { "code": "x", "display": "An X" } }] } ] }
            """)!.AsObject();
        var definition = FhirQuestionnaire.Read(resource.ToElement(), out var issues).ShouldNotBeNull();
        issues.Notes().ShouldContain(note => note.Path == "Questionnaire.item[0].type");
        JsonDifferences.Between(resource, FhirQuestionnaire.Write(definition)).ShouldBeEmpty();
    }

    [Fact]
    public void A_definition_comes_in_as_it_went_out() => Property.Holds(400, choices =>
    {
        var definition = new RandomDefinitions(choices).Next();
        var resource = FhirQuestionnaire.Write(Guid.CreateVersion7(), 1, DateTimeOffset.UnixEpoch, definition);
        resource.ShouldBeFhir();
        var issues = new FhirIssues("Questionnaire");
        var back = FhirQuestionnaire.Understand(resource.ToElement(), issues)?.Definition;
        back.ShouldNotBeNull($"{resource.ToJsonString()}: {issues.Outcome()["issue"]}");
        JsonDifferences.Between(Json(definition), Json(back)).ShouldBeEmpty(resource.ToJsonString());
    });

    static JsonNode Json(Definition definition) => JsonNode.Parse(DefinitionJson.Write(definition))!;
}
