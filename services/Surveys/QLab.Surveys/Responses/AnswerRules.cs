using System.Text.Json;
using QLab.Surveys.Questionnaires;

namespace QLab.Surveys.Responses;

/// <summary>Whether answers fit the questions; every fault at once, by JSON Pointer.</summary>
static class AnswerRules
{
    const int LongestText = 10_000;

    public static Dictionary<string, string[]> Faults(IReadOnlyList<Question> questions, IReadOnlyDictionary<string, JsonElement> answers)
    {
        var faults = new Dictionary<string, string[]>();
        foreach (var unknown in answers.Keys.Except(questions.Select(q => q.Id)))
            faults[$"/answers/{unknown}"] = ["There is no question with this id."];

        foreach (var question in questions)
        {
            var given = answers.TryGetValue(question.Id, out var answer) && answer.ValueKind != JsonValueKind.Null;
            var fault = given ? Fault(question, answer) : question.Required ? "This question needs an answer." : null;
            if (fault is not null) faults[$"/answers/{question.Id}"] = [fault];
        }
        return faults;
    }

    static string? Fault(Question question, JsonElement answer) => question.Type switch
    {
        QuestionType.SingleChoice or QuestionType.Likert => OneOf(question, answer),
        QuestionType.MultipleChoice => SomeOf(question, answer),
        QuestionType.Number => Number(question, answer),
        QuestionType.LongText => Text(question, answer),
        _ => throw new InvalidOperationException($"No rule for {question.Type}."),
    };

    static string? OneOf(Question question, JsonElement answer) =>
        answer.ValueKind == JsonValueKind.String && IsOption(question, answer) ? null : $"Answer with one of: {Values(question)}.";

    static string? SomeOf(Question question, JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Array || answer.EnumerateArray().Any(item => !IsOption(question, item)))
            return $"Answer with an array of some of: {Values(question)}.";
        if (answer.EnumerateArray().DistinctBy(item => item.GetString()).Count() < answer.GetArrayLength())
            return "Give each option once.";
        return question.Required && answer.GetArrayLength() == 0 ? "This question needs an answer." : null;
    }

    static string? Number(Question question, JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Number || !answer.TryGetDecimal(out var number)) return "Answer with a number.";
        if (number < question.Min) return $"The smallest possible answer is {question.Min}.";
        return number > question.Max ? $"The largest possible answer is {question.Max}." : null;
    }

    static string? Text(Question question, JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.String) return "Answer with a text.";
        var text = answer.GetString()!;
        if (text.Length > LongestText) return $"The longest possible answer is {LongestText} characters.";
        return question.Required && string.IsNullOrWhiteSpace(text) ? "This question needs an answer." : null;
    }

    static bool IsOption(Question question, JsonElement item) =>
        item.ValueKind == JsonValueKind.String && question.Options.Any(option => item.ValueEquals(option.Value));

    static string Values(Question question) => string.Join(", ", question.Options.Select(option => option.Value));
}
