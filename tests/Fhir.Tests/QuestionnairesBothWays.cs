using System.Text.Json;
using System.Text.Json.Nodes;
using QLab.Questionnaires;

namespace QLab.Fhir.Tests;

public sealed class QuestionnairesBothWays
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory, MemberData(nameof(Seeds))]
    public void A_resource_goes_out_as_it_came_in(int seed)
    {
        var resources = new RandomResources(seed);
        for (var i = 0; i < 10; i++)
        {
            var resource = resources.Next();
            var issues = new FhirIssues("Questionnaire");
            var definition = FhirQuestionnaire.Understand(resource.ToElement(), issues)?.Definition;
            definition.ShouldNotBeNull($"seed {seed}, number {i}: {issues.Outcome()["issue"]}");
            var stored = DefinitionJson.Read(DefinitionJson.Write(definition));
            JsonDifferences.Between(resource, FhirQuestionnaire.Write(stored)).ShouldBeEmpty($"seed {seed}, number {i}");
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void A_definition_comes_in_as_it_went_out(int seed)
    {
        var definitions = new RandomDefinitions(seed);
        for (var i = 0; i < 10; i++)
        {
            var definition = definitions.Next();
            var resource = FhirQuestionnaire.Write(Guid.CreateVersion7(), 1, DateTimeOffset.UnixEpoch, definition);
            var issues = new FhirIssues("Questionnaire");
            var back = FhirQuestionnaire.Understand(resource.ToElement(), issues)?.Definition;
            back.ShouldNotBeNull($"seed {seed}, number {i}: {issues.Outcome()["issue"]}");
            JsonDifferences.Between(Json(definition), Json(back)).ShouldBeEmpty($"seed {seed}, number {i}");
        }
    }

    static JsonNode Json(Definition definition) => JsonNode.Parse(DefinitionJson.Write(definition))!;
}
