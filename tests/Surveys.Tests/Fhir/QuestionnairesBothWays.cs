using System.Text.Json;
using System.Text.Json.Nodes;
using QLab.Questionnaires;
using QLab.Surveys.Fhir;
using QLab.Surveys.Questionnaires;

namespace QLab.Surveys.Tests.Fhir;

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
            var questionnaire = Published(definitions.Next());
            var resource = FhirQuestionnaire.Write(questionnaire);
            var issues = new FhirIssues("Questionnaire");
            var back = FhirQuestionnaire.Understand(resource.ToElement(), issues)?.Definition;
            back.ShouldNotBeNull($"seed {seed}, number {i}: {issues.Outcome()["issue"]}");
            JsonDifferences.Between(Json(questionnaire.Definition), Json(back)).ShouldBeEmpty($"seed {seed}, number {i}");
        }
    }

    static Questionnaire Published(Definition definition) => new()
    {
        Id = Guid.CreateVersion7(), ProjectId = Guid.NewGuid(), Key = "random", Version = 1, Title = definition.PlainTitle, Definition = definition, PublishedAt = DateTimeOffset.UnixEpoch,
    };

    static JsonNode Json(Definition definition) => JsonNode.Parse(DefinitionJson.Write(definition))!;
}
