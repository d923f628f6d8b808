using QLab.Questionnaires;
using QLab.Surveys.Results.Tallying;

namespace QLab.Surveys.Results.Figures;

/// <summary>What can be chosen, with what people read.</summary>
static class Choices
{
    public static IReadOnlyList<(string Value, LocalText Label)> Of(Question question)
    {
        if (question.Type == QuestionType.YesNo) return [("true", "Yes"), ("false", "No")];
        var options = question.Options.Select(option => (option.Value, option.Label));
        return [.. question.Other ? options.Append((Dimensions.Other, (LocalText)"In their own words")) : options];
    }
}
