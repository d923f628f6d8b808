using QLab.Questionnaires.Answering;

namespace QLab.Questionnaires.Versions;

/// <summary>One limit of a question, before and after.</summary>
/// <param name="Name">The field.</param>
/// <param name="Before">What it was.</param>
/// <param name="After">What it is.</param>
/// <param name="Tighter">Whether some answers that were taken are not any more.</param>
/// <param name="AsksAnswers">Whether it says something about an answer, and not only that there has to be one.</param>
sealed record Limit(string Name, object? Before, object? After, bool Tighter, bool AsksAnswers = true)
{
    public static IEnumerable<Limit> Between(Question before, Question after)
    {
        var (low, high) = (Range(before), Range(after));
        var asked = Whole(after) is { } all && before.Required != after.Required ? all : false;
        return new[]
        {
            Lower("min", low.Min, high.Min), Upper("max", low.Max, high.Max),
            Lower("minLength", before.MinLength, after.MinLength), Upper("maxLength", AnswerRules.Longest(before), AnswerRules.Longest(after)),
            Lower("minChoices", AnswerRules.FewestChoices(before), AnswerRules.FewestChoices(after)),
            Upper("maxChoices", before.MaxChoices, after.MaxChoices),
            Moment("from", before.From, after.From, later: true), Moment("until", before.Until, after.Until, later: false),
            Switch("required", before.Required, after.Required, asked),
            Switch("whole", before.Whole, after.Whole, true),
            before.Pattern == after.Pattern ? null : new Limit("pattern", before.Pattern, after.Pattern, after.Pattern is not null),
            before.Other == after.Other ? null : new Limit("other", before.Other, after.Other, before.Other),
        }.OfType<Limit>();
    }

    /// <summary>The limits that hold even where nothing is said.</summary>
    static (decimal? Min, decimal? Max) Range(Question question) => question.Type switch
    {
        QuestionType.Rating => (question.Min ?? 1, question.Max ?? 5),
        QuestionType.NetPromoter => (0, 10),
        _ => (question.Min, question.Max),
    };

    /// <summary>Whether a required answer has to be whole: every row, every option in order.</summary>
    static bool? Whole(Question question) => question.Type is QuestionType.Matrix or QuestionType.Ranking ? true : null;

    static Limit? Lower<T>(string name, T? before, T? after) where T : struct, IComparable<T> =>
        Nullable.Compare(before, after) == 0 ? null : new(name, before, after, after is { } now && !(before?.CompareTo(now) >= 0));

    static Limit? Upper<T>(string name, T? before, T? after) where T : struct, IComparable<T> =>
        Nullable.Compare(before, after) == 0 ? null : new(name, before, after, after is { } now && !(before?.CompareTo(now) <= 0));

    static Limit? Moment(string name, string? before, string? after, bool later)
    {
        if (before == after) return null;
        var order = before is null || after is null ? 0 : Moments.Compare(after, before);
        return new(name, before, after, after is not null && (before is null || (later ? order > 0 : order < 0)));
    }

    static Limit? Switch(string name, bool before, bool after, bool asksAnswers) =>
        before == after ? null : new(name, before, after, after, asksAnswers);
}
