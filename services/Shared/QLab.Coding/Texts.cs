using System.Text.Json;
using QLab.Questionnaires;

namespace QLab.Coding;

/// <summary>
/// What of an answer is text that can be coded: short and long texts, and what people say in their own words besides the options.
/// </summary>
public static class Texts
{
    public static bool IsCoded(Question question) =>
        question.Type is QuestionType.ShortText or QuestionType.LongText || TakesOwnWords(question);

    public static bool TakesOwnWords(Question question) =>
        question.Other && question.Type is QuestionType.SingleChoice or QuestionType.MultipleChoice or QuestionType.Likert;

    /// <summary>The text of one question's answer; several answers to it are one text, line by line. Null when there is none.</summary>
    public static string? Of(Question question, JsonElement answers) =>
        answers.ValueKind == JsonValueKind.Object && answers.TryGetProperty(question.Id, out var answer)
            ? Of(answer, TakesOwnWords(question))
            : null;

    static string? Of(JsonElement answer, bool ownWords)
    {
        string[] parts = [.. Parts(answer).Select(part => ownWords ? OwnWords(part) : Plain(part)).OfType<string>()];
        return parts.Length == 0 ? null : string.Join('\n', parts);
    }

    static IEnumerable<JsonElement> Parts(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Array ? answer.EnumerateArray() : [answer];

    static string? OwnWords(JsonElement part) =>
        part.ValueKind == JsonValueKind.Object && part.TryGetProperty("other", out var words) ? Plain(words) : null;

    static string? Plain(JsonElement part) =>
        part.ValueKind == JsonValueKind.String && part.GetString() is { Length: > 0 } text ? text : null;
}
