using System.Text.Json;
using QLab.ServiceDefaults.Http;

namespace QLab.Surveys.Questionnaires;

/// <summary>Questions as they lie in the database: the same JSON as in the API.</summary>
static class QuestionJson
{
    static readonly JsonSerializerOptions Options = Json.Apply(new());

    public static string Write(IReadOnlyList<Question> questions) => JsonSerializer.Serialize(questions, Options);

    public static IReadOnlyList<Question> Read(string json) => JsonSerializer.Deserialize<List<Question>>(json, Options)!;
}
