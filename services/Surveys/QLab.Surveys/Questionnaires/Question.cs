using System.ComponentModel.DataAnnotations;

namespace QLab.Surveys.Questionnaires;

public enum QuestionType
{
    SingleChoice,
    MultipleChoice,
    Likert,
    Number,
    LongText,
}

/// <summary>One question of a frozen questionnaire version.</summary>
public sealed record Question(
    [property: Required, RegularExpression("^[a-z][a-z0-9-]{0,39}$", ErrorMessage = "An id is 1 to 40 lower-case letters, digits and hyphens, beginning with a letter.")] string Id,
    QuestionType Type,
    [property: Required, StringLength(1000)] string Text)
{
    public bool Required { get; init; }

    /// <summary>The choices, or the points of a Likert scale from the lowest to the highest.</summary>
    [MaxLength(100)]
    public IReadOnlyList<Option> Options { get; init; } = [];

    public decimal? Min { get; init; }

    public decimal? Max { get; init; }
}

public sealed record Option(
    [property: Required, RegularExpression("^[a-z0-9][a-z0-9-]{0,39}$", ErrorMessage = "A value is 1 to 40 lower-case letters, digits and hyphens.")] string Value,
    [property: Required, StringLength(500)] string Label);
