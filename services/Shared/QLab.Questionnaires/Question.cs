using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace QLab.Questionnaires;

public enum QuestionType
{
    /// <summary>Holds other questions and is answered by none.</summary>
    Section,
    SingleChoice,
    MultipleChoice,
    Likert,

    /// <summary>One choice among the options for each row.</summary>
    Matrix,

    /// <summary>A whole number from min to max, 1 to 5 where they are not given.</summary>
    Rating,

    /// <summary>0 to 10: how likely somebody is to recommend it.</summary>
    NetPromoter,

    /// <summary>Options in somebody's order, the first one first.</summary>
    Ranking,
    Number,
    Date,
    Time,
    DateTime,
    ShortText,
    LongText,
    Email,
    Url,
    YesNo,

    /// <summary>A text to read.</summary>
    Display,

    /// <summary>Not shown; holds what the page or the link says, such as where somebody came from.</summary>
    Hidden,

    /// <summary>Worked out from other answers, never given.</summary>
    Score,

    /// <summary>A number with its unit, as an object { value, unit }.</summary>
    Quantity,

    /// <summary>A FHIR Attachment, as an object.</summary>
    Attachment,

    /// <summary>A FHIR Reference, as an object.</summary>
    Reference,
}

/// <summary>One question of a questionnaire, or a section with the questions in it.</summary>
public sealed record Question(
    [property: Required, RegularExpression(Question.IdPattern, ErrorMessage = "An id is 1 to 64 letters, digits, dots, hyphens and underscores, beginning with a letter.")] string Id,
    QuestionType Type,
    [property: Worded(4000)] LocalText Text)
{
    public const string IdPattern = "^[A-Za-z][A-Za-z0-9._-]{0,63}$";

    /// <summary>Further explanation below the text.</summary>
    [Worded(4000)]
    public LocalText? Help { get; init; }

    /// <summary>No response without an answer.</summary>
    public bool Required { get; init; }

    /// <summary>The page asks once more for an answer, and goes on without.</summary>
    public bool Recommended { get; init; }

    /// <summary>The choices, or the points of a Likert scale or matrix from the lowest to the highest.</summary>
    [MaxLength(500)]
    public IReadOnlyList<Option> Options { get; init; } = [];

    /// <summary>Besides the options people may say something else in their own words: { "other": "…" }.</summary>
    public bool Other { get; init; }

    /// <summary>What a matrix asks about, line by line.</summary>
    [MaxLength(100)]
    public IReadOnlyList<Option> Rows { get; init; } = [];

    /// <summary>What a section holds.</summary>
    [MaxLength(300)]
    public IReadOnlyList<Question> Questions { get; init; } = [];

    /// <summary>May be answered several times; the answer is then an array.</summary>
    public bool Repeats { get; init; }

    public decimal? Min { get; init; }

    public decimal? Max { get; init; }

    /// <summary>A number without decimals.</summary>
    public bool Whole { get; init; }

    /// <summary>Of a number or quantity, such as kg.</summary>
    [StringLength(40)]
    public string? Unit { get; init; }

    /// <summary>The earliest date, time or instant, written as an answer is.</summary>
    [StringLength(40)]
    public string? From { get; init; }

    /// <summary>The latest date, time or instant, written as an answer is.</summary>
    [StringLength(40)]
    public string? Until { get; init; }

    [Range(0, 100_000)]
    public int? MinLength { get; init; }

    [Range(1, 100_000)]
    public int? MaxLength { get; init; }

    /// <summary>A regular expression that the whole text matches (.NET, without backtracking).</summary>
    [StringLength(500)]
    public string? Pattern { get; init; }

    /// <summary>How many options are chosen or ranked, or answers given where it repeats, at least.</summary>
    [Range(0, 500)]
    public int? MinChoices { get; init; }

    [Range(1, 500)]
    public int? MaxChoices { get; init; }

    /// <summary>Shown only when this holds; always when absent.</summary>
    public Condition? ShownWhen { get; init; }

    /// <summary>How a score is worked out.</summary>
    public Score? Score { get; init; }

    /// <summary>What the page begins with.</summary>
    public JsonElement? Initial { get; init; }

    /// <summary>Elements of the FHIR item that mean nothing here and go out again as they came.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Fhir { get; init; }
}

/// <param name="Value">What an answer says.</param>
/// <param name="Label">What people read.</param>
public sealed record Option(
    [property: Required, RegularExpression("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", ErrorMessage = "A value is 1 to 64 letters, digits, dots, hyphens and underscores, beginning with a letter or digit.")] string Value,
    [property: Worded(1000)] LocalText Label)
{
    /// <summary>What it counts in a score.</summary>
    public decimal? Score { get; init; }

    /// <summary>Cannot be chosen together with another, such as "none of these".</summary>
    public bool Exclusive { get; init; }

    /// <summary>Elements of the FHIR answer option that mean nothing here and go out again as they came.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Fhir { get; init; }
}

/// <summary>Either <see cref="All"/> or <see cref="Any"/> of some conditions, or one about an earlier question.</summary>
public sealed record Condition
{
    [MaxLength(50)]
    public IReadOnlyList<Condition>? All { get; init; }

    [MaxLength(50)]
    public IReadOnlyList<Condition>? Any { get; init; }

    /// <summary>The id of an earlier question.</summary>
    [StringLength(64)]
    public string? Question { get; init; }

    /// <summary>The row, where that question is a matrix.</summary>
    [StringLength(64)]
    public string? Row { get; init; }

    public Operator? Operator { get; init; }

    /// <summary>What the answer is compared with, written as an answer is; absent for answered and notAnswered.</summary>
    public JsonElement? Value { get; init; }
}

/// <summary>
/// A question without an answer, or that was not shown, meets notAnswered alone. Of several answers one is enough, except for isNot:
/// none may be that.
/// </summary>
public enum Operator
{
    Answered,
    NotAnswered,
    Is,
    IsNot,
    Above,
    AtLeast,
    Below,
    AtMost,
}

public enum ScoreMethod
{
    Sum,
    Mean,
}

/// <summary>Adds up or averages earlier answers: numbers as they are, options by their score, yes as 1.</summary>
/// <param name="Method">How.</param>
/// <param name="Questions">The ids of earlier questions; a matrix counts with every row.</param>
public sealed record Score(ScoreMethod Method, [property: Required, MinLength(1), MaxLength(300)] IReadOnlyList<string> Questions)
{
    /// <summary>Applied at the end, such as 4 for the WHO-5.</summary>
    public decimal? MultiplyBy { get; init; }

    /// <summary>How many of the questions must be answered for there to be a score; all of them when absent.</summary>
    [Range(1, 300)]
    public int? AtLeast { get; init; }

    /// <summary>What scores mean, each band from its own bound up to the next.</summary>
    [MaxLength(50)]
    public IReadOnlyList<Band> Bands { get; init; } = [];
}

/// <param name="From">The lowest score of the band.</param>
/// <param name="Label">What it is called, such as moderate.</param>
public sealed record Band(decimal From, [property: Worded(200)] LocalText Label);
