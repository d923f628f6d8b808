using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using QLab.ServiceDefaults.Http;

namespace QLab.Surveys.Questionnaires;

/// <summary>Questions as they lie in the database: the same JSON as in the API.</summary>
static class QuestionJson
{
    static readonly JsonSerializerOptions Options = Json.Apply(new());

    /// <summary>A published version is frozen, so the list that was read is the list that is stored.</summary>
    public static readonly ValueComparer<IReadOnlyList<Question>> NeverChanges =
        new((left, right) => ReferenceEquals(left, right), questions => questions.Count, questions => questions);

    public static string Write(IReadOnlyList<Question> questions) => JsonSerializer.Serialize(questions, Options);

    public static IReadOnlyList<Question> Read(string json) => JsonSerializer.Deserialize<List<Question>>(json, Options)!;
}
