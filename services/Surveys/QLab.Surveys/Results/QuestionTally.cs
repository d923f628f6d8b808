using System.Text.Json;
using QLab.Surveys.Questionnaires;

namespace QLab.Surveys.Results;

/// <param name="Count">Null when suppressed: it is small, or would give a small one away.</param>
sealed record OptionCount(string Value, LocalText Label, int? Count, bool Suppressed);

/// <param name="Answered">How many answered this question.</param>
/// <param name="Mean">Of numbers, or of Likert points counted from 1; null below eight answers.</param>
sealed record QuestionResults(string Id, QuestionType Type, LocalText Text, int? Answered, IReadOnlyList<OptionCount> Options, decimal? Mean);

static class QuestionTally
{
    public static QuestionResults Of(Question question, IReadOnlyList<JsonElement> answers)
    {
        var counts = question.Options.Select(option => answers.Count(answer => Chose(answer, option.Value))).ToArray();
        var shown = question.Type == QuestionType.MultipleChoice ? SmallNumbers.Suppress(counts) : SmallNumbers.SuppressWithin(counts);
        return new(
            question.Id, question.Type, question.Text, SmallNumbers.IsSmall(answers.Count) ? null : answers.Count,
            [.. question.Options.Zip(shown, (option, count) => new OptionCount(option.Value, option.Label, count, count is null))],
            answers.Count == 0 || SmallNumbers.IsSmall(answers.Count) ? null : Mean(question, answers));
    }

    static bool Chose(JsonElement answer, string value) =>
        answer.ValueKind == JsonValueKind.Array ? answer.EnumerateArray().Any(item => item.ValueEquals(value)) : answer.ValueEquals(value);

    static decimal? Mean(Question question, IReadOnlyList<JsonElement> answers) => question.Type switch
    {
        QuestionType.Number => answers.Average(answer => answer.GetDecimal()),
        QuestionType.Likert => answers.Average(answer => (decimal)Point(question, answer)),
        _ => null,
    };

    static int Point(Question question, JsonElement answer) =>
        1 + question.Options.TakeWhile(option => !answer.ValueEquals(option.Value)).Count();
}
