using System.Text.Json;
using System.Text.Json.Nodes;
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
        for (var i = 0; i < 25; i++)
        {
            var resource = resources.Next();
            var definition = FhirQuestionnaire.Read(resource.ToElement(), out var issues);
            if (definition is null && issues.All.Where(issue => issue.IsError).All(issue => issue.Code == "business-rule")) continue;
            definition.ShouldNotBeNull($"seed {seed}, number {i}: {issues.Outcome()}\n{resource}");
            var stored = DefinitionJson.Read(DefinitionJson.Write(definition));
            Carried.Same(FhirQuestionnaire.Write(stored), resource).ShouldBeTrue($"seed {seed}, number {i}\n{resource}\n{FhirQuestionnaire.Write(stored)}\n{DefinitionJson.Write(stored)}");
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void A_definition_comes_in_as_it_went_out(int seed)
    {
        var definitions = new RandomDefinitions(seed);
        for (var i = 0; i < 25; i++)
        {
            var questionnaire = Published(definitions.Next());
            var resource = FhirQuestionnaire.Write(questionnaire);
            var back = FhirQuestionnaire.Read(resource.ToElement(), out var issues);
            if (back is null && issues.All.Where(issue => issue.IsError).All(issue => issue.Code == "business-rule")) continue;
            back.ShouldNotBeNull($"seed {seed}, number {i}: {issues.Outcome()}\n{resource}");
            Carried.Same(Json(back), Json(questionnaire.Definition)).ShouldBeTrue($"seed {seed}, number {i}\n{Json(questionnaire.Definition)}\n{Json(back)}\n{resource}");
        }
    }

    static Questionnaire Published(Definition definition) => new()
    {
        Id = Guid.CreateVersion7(), ProjectId = Guid.NewGuid(), Key = "random", Version = 1, Title = definition.PlainTitle, Definition = definition, PublishedAt = DateTimeOffset.UnixEpoch,
    };

    static JsonNode Json(Definition definition) => JsonNode.Parse(DefinitionJson.Write(definition))!;
}
