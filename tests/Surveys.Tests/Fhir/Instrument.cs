using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using QLab.Questionnaires;
using QLab.Surveys.Fhir;

namespace QLab.Surveys.Tests.Fhir;

static class Instrument
{
    public static JsonObject Resource(string name, [CallerFilePath] string here = "") =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "Instruments", $"{name}.json")))!.AsObject();

    public static Definition Definition(string name) => Definition(Resource(name));

    public static Definition Definition(JsonObject resource)
    {
        var definition = FhirQuestionnaire.Read(resource.ToElement(), out var issues);
        return definition.ShouldNotBeNull(issues.Outcome().ToJsonString());
    }

    /// <summary>Answers as somebody gives them: <c>id=value</c>, the value as JSON.</summary>
    public static Dictionary<string, JsonElement> Answers(params (string Id, object Value)[] answers) =>
        answers.ToDictionary(answer => answer.Id, answer => JsonSerializer.SerializeToElement(answer.Value));
}
