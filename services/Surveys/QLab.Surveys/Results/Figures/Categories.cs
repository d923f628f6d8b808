using QLab.Questionnaires;
using QLab.Surveys.Results.Tallying;

namespace QLab.Surveys.Results.Figures;

/// <summary>What a table has lines and columns for.</summary>
static class Categories
{
    /// <summary>Everybody who gave a number.</summary>
    const string Anything = "*answered";

    public static IReadOnlyList<(string Value, LocalText Label)> Of(Question question) => question.Type switch
    {
        QuestionType.SingleChoice or QuestionType.MultipleChoice or QuestionType.Likert or QuestionType.YesNo => Choices.Of(question),
        QuestionType.Matrix => [.. question.Options.Select(option => (option.Value, option.Label))],
        QuestionType.NetPromoter =>
            [("detractor", "Detractors (0 to 6)"), ("passive", "Passives (7 and 8)"), ("promoter", "Promoters (9 and 10)")],
        QuestionType.Rating =>
            [.. Steps(question.Min ?? 1, question.Max ?? 5).Select(step => (Dimensions.Plain(step), (LocalText)Dimensions.Plain(step)))],
        _ => [(Anything, "Answered")],
    };

    /// <summary>How many are in each category.</summary>
    public static long[] Count(Question question, string? row, QuestionCounts counts)
    {
        var by = question.Type switch
        {
            QuestionType.Matrix => counts.Rows.GetValueOrDefault(row ?? "") ?? [],
            QuestionType.NetPromoter => Named(counts, Dimensions.RecommendationGroup),
            QuestionType.Rating => Named(counts, Dimensions.Plain),
            QuestionType.SingleChoice or QuestionType.MultipleChoice or QuestionType.Likert or QuestionType.YesNo => counts.Values,
            _ => new() { [Anything] = counts.Answered },
        };
        return [.. Of(question).Select(category => by.GetValueOrDefault(category.Value))];
    }

    /// <summary>Of one dimension; those that are not known beforehand as they were found.</summary>
    public static IReadOnlyList<(string Value, LocalText Label)> Of(Dimension dimension, AskedSurvey survey, Tally tally)
    {
        if (dimension.Question is { } id) return Of(survey.Questions[id]);
        var found = tally.Groups.Keys.Where(name => name != Dimensions.None).Order(StringComparer.Ordinal);
        var names = dimension.Kind == DimensionKind.Language ? survey.Definition.Languages.Union(found) : found;
        return [.. names.Select(name => (name, (LocalText)name))];
    }

    static Dictionary<string, long> Named(QuestionCounts counts, Func<decimal, string> name) =>
        (counts.Numbers?.Values ?? []).GroupBy(v => name(v.Key)).ToDictionary(group => group.Key, group => group.Sum(v => v.Value));

    static IEnumerable<decimal> Steps(decimal low, decimal high)
    {
        for (var step = low; step <= high && step < low + 101; step++) yield return step;
    }
}
