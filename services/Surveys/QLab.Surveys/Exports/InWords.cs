using System.Globalization;
using System.Text.Json;
using QLab.Questionnaires;

namespace QLab.Surveys.Exports;

/// <summary>A questionnaire's conditions and constraints as sentences, for a codebook.</summary>
static class InWords
{
    public static string Of(Condition condition) => condition switch
    {
        { All: { } all } => Joined(all, " and "),
        { Any: { } any } => Joined(any, " or "),
        { Row: { } row } => $"{condition.Question}.{row} {Comparison(condition)}",
        _ => $"{condition.Question} {Comparison(condition)}",
    };

    /// <param name="conditions">A question's own and those of the sections that it is in: all of them have to hold.</param>
    public static string Of(IReadOnlyList<Condition> conditions) => conditions.Count == 0 ? "" : Of(new Condition { All = conditions });

    public static string Constraints(Question question)
    {
        var (from, until) = (question.Min?.ToString(CultureInfo.InvariantCulture) ?? question.From, question.Max?.ToString(CultureInfo.InvariantCulture) ?? question.Until);
        if (question.Type == QuestionType.NetPromoter) (from, until) = ("0", "10");
        if (question.Type == QuestionType.Rating) (from, until) = (from ?? "1", until ?? "5");
        string?[] all =
        [
            question.Required ? "required" : question.Recommended ? "recommended" : null,
            Range(from, until, ""),
            question.Whole || question.Type is QuestionType.Rating or QuestionType.NetPromoter ? "whole" : null,
            Range(Text(question.MinLength), Text(question.MaxLength), " characters"),
            question.Pattern is { } pattern ? $"matches {pattern}" : null,
            Range(Text(question.MinChoices), Text(question.MaxChoices), question.Repeats ? " answers" : " options"),
            question.Options.Any(o => o.Exclusive) ? $"alone: {string.Join(", ", question.Options.Where(o => o.Exclusive).Select(o => o.Value))}" : null,
            question.Score is { } score ? Worked(score) : null,
        ];
        return string.Join("; ", all.OfType<string>());
    }

    static string Joined(IReadOnlyList<Condition> parts, string word) =>
        string.Join(word, parts.Select(part => parts.Count > 1 && (part.All ?? part.Any) is { Count: > 1 } ? $"({Of(part)})" : Of(part)));

    static string Comparison(Condition condition) => condition.Operator switch
    {
        Operator.Answered => "is answered",
        Operator.NotAnswered => "is not answered",
        Operator.Is => $"is {Value(condition)}",
        Operator.IsNot => $"is not {Value(condition)}",
        Operator.Above => $"is above {Value(condition)}",
        Operator.AtLeast => $"is at least {Value(condition)}",
        Operator.Below => $"is below {Value(condition)}",
        Operator.AtMost => $"is at most {Value(condition)}",
        _ => "",
    };

    static string Value(Condition condition) => condition.Value switch
    {
        { ValueKind: JsonValueKind.True } => "yes",
        { ValueKind: JsonValueKind.False } => "no",
        { } value => value.ToString(),
        null => "",
    };

    static string? Range(string? from, string? until, string of) => (from, until) switch
    {
        (null, null) => null,
        ({ } low, null) => $"at least {low}{of}",
        (null, { } high) => $"at most {high}{of}",
        var (low, high) => $"from {low} to {high}{of}",
    };

    static string Worked(Score score) =>
        $"{(score.Method == ScoreMethod.Sum ? "sum" : "mean")} of {string.Join(", ", score.Questions)}"
        + (score.MultiplyBy is { } times ? string.Create(CultureInfo.InvariantCulture, $", times {times}") : "")
        + (score.AtLeast is { } least ? $", if at least {least} are answered" : "");

    static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
