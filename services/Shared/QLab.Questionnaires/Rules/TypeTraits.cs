using System.Text.Json;

namespace QLab.Questionnaires.Rules;

/// <summary>What goes with a question type.</summary>
[Flags]
enum Takes
{
    Nothing = 0,
    Answers = 1,
    Options = 1 << 1,
    Other = 1 << 2,
    Exclusive = 1 << 3,
    Rows = 1 << 4,
    Range = 1 << 5,
    Whole = 1 << 6,
    Unit = 1 << 7,
    Window = 1 << 8,
    Length = 1 << 9,
    Choices = 1 << 10,
    Repeats = 1 << 11,

    /// <summary>Can be compared with one value for being the same.</summary>
    Same = 1 << 12,

    /// <summary>Can be compared for being more or less.</summary>
    Order = 1 << 13,

    /// <summary>Counts in a score.</summary>
    Points = 1 << 14,
}

static class TypeTraits
{
    const Takes Line = Takes.Answers | Takes.Length | Takes.Repeats | Takes.Same;
    const Takes Moment = Takes.Answers | Takes.Window | Takes.Repeats | Takes.Same | Takes.Order;
    const Takes Amount = Takes.Answers | Takes.Range | Takes.Repeats | Takes.Same | Takes.Order | Takes.Points;

    public static Takes Of(QuestionType type) => type switch
    {
        QuestionType.SingleChoice => Takes.Answers | Takes.Options | Takes.Other | Takes.Same | Takes.Points,
        QuestionType.MultipleChoice =>
            Takes.Answers | Takes.Options | Takes.Other | Takes.Exclusive | Takes.Choices | Takes.Same | Takes.Points,
        QuestionType.Likert => Takes.Answers | Takes.Options | Takes.Same | Takes.Points,
        QuestionType.Matrix => Takes.Answers | Takes.Options | Takes.Rows | Takes.Same | Takes.Points,
        QuestionType.Ranking => Takes.Answers | Takes.Options | Takes.Choices | Takes.Same,
        QuestionType.Rating => Amount & ~Takes.Repeats,
        QuestionType.NetPromoter => Amount & ~Takes.Range & ~Takes.Repeats,
        QuestionType.Number => Amount | Takes.Whole | Takes.Unit,
        QuestionType.Quantity => Amount | Takes.Whole | Takes.Unit,
        QuestionType.Date or QuestionType.Time or QuestionType.DateTime => Moment,
        QuestionType.ShortText or QuestionType.LongText or QuestionType.Email or QuestionType.Url => Line,
        QuestionType.Hidden => Line & ~Takes.Repeats,
        QuestionType.YesNo => Takes.Answers | Takes.Repeats | Takes.Same | Takes.Points,
        QuestionType.Score => Takes.Same | Takes.Order | Takes.Points,
        QuestionType.Attachment or QuestionType.Reference => Takes.Answers | Takes.Repeats,
        _ => Takes.Nothing,
    };

    public static bool Can(this Question question, Takes what) => (Of(question.Type) & what) == what;

    /// <summary>Answered by people or worked out: something that a condition can ask about.</summary>
    public static bool HoldsSomething(this Question question) => question.Type is not (QuestionType.Section or QuestionType.Display);

    /// <summary>The types that take something, as people read them: number, rating and quantity.</summary>
    public static string Those(Takes what)
    {
        var names = Enum.GetValues<QuestionType>().Where(type => (Of(type) & what) == what).Select(Name).ToList();
        return names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
    }

    public static string Name(QuestionType type) => JsonNamingPolicy.CamelCase.ConvertName(type.ToString());
}
