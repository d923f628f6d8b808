using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using QLab.Questionnaires;

namespace QLab.Fhir.Tests;

static class Instrument
{
    public static JsonObject Resource(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Folder(), "Instruments", $"{name}.json")))!.AsObject();

    public static Definition Definition(string name) => Definition(Resource(name));

    public static Definition Definition(JsonObject resource)
    {
        var definition = FhirQuestionnaire.Read(JsonSerializer.SerializeToElement(resource), out var issues);
        return definition.ShouldNotBeNull(issues.Outcome().ToJsonString());
    }

    /// <summary>Answers as somebody gives them: <c>id=value</c>, the value as JSON.</summary>
    public static Dictionary<string, JsonElement> Answers(params (string Id, object Value)[] answers) =>
        answers.ToDictionary(answer => answer.Id, answer => JsonSerializer.SerializeToElement(answer.Value));

    static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
