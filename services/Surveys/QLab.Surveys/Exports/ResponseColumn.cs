using System.Globalization;
using QLab.Questionnaires;
using QLab.Surveys.Surveys;
using QLab.Tabular;

namespace QLab.Surveys.Exports;

/// <summary>What of a response or of an answer stands in a column.</summary>
enum Part
{
    ResponseId,
    SubmittedAt,
    Language,
    ParticipantId,

    /// <summary>The answer itself; of a quantity its value.</summary>
    Answer,

    /// <summary>What was said in own words instead of, or besides, an option.</summary>
    Other,

    /// <summary>Whether this option of a multiple choice was chosen: 1 or 0.</summary>
    Option,

    /// <summary>The choice in this row of a matrix.</summary>
    Row,

    /// <summary>The option in this place of a ranking.</summary>
    Place,

    /// <summary>The unit of a quantity.</summary>
    Unit,
}

/// <summary>A column of wide data.</summary>
/// <param name="Name">As it stands in the first line.</param>
/// <param name="Part">What stands in it.</param>
/// <param name="Question">Whose answers; null for what is said of the whole response.</param>
/// <param name="Key">The value of the option or row, or the place in a ranking from 1.</param>
sealed record ResponseColumn(string Name, Part Part, Question? Question = null, string? Key = null)
{
    const int IdLength = 36, LanguageLength = 35, OtherLength = 4_000, UnitLength = 255, DigitsOfRating = 8;

    /// <summary>Several answers in one cell: see <see cref="CellText"/>.</summary>
    public bool IsJoined { get; } = Joins(Part, Question);

    /// <summary>A cell holds a number, or several when it is joined.</summary>
    public bool IsNumber => Part == Part.Option || Part == Part.Answer && Question!.Type is
        QuestionType.Number or QuestionType.Rating or QuestionType.NetPromoter or QuestionType.Score or QuestionType.Quantity or QuestionType.YesNo;

    /// <summary>What its cells hold.</summary>
    public ColumnType Type { get; } = TypeOf(Part, Question);

    /// <summary>The longest cell, where that is known.</summary>
    public int? Width => Part switch
    {
        Part.ResponseId or Part.ParticipantId => IdLength,
        Part.Language => LanguageLength,
        _ when IsJoined || Type == ColumnType.Choice => null,
        Part.Other => OtherLength,
        Part.Unit => UnitLength,
        _ => Question?.Type switch
        {
            QuestionType.Rating or QuestionType.NetPromoter => DigitsOfRating,
            QuestionType.ShortText or QuestionType.Hidden => Column.WidthOf(Question.MaxLength ?? 1_000),
            QuestionType.Email => Column.WidthOf(254),
            QuestionType.Url => Column.WidthOf(2_000),
            QuestionType.LongText or QuestionType.Attachment or QuestionType.Reference => Column.WidthOf(Question.MaxLength ?? 10_000),
            _ => null,
        },
    };

    static bool Joins(Part part, Question? question) => question switch
    {
        null => false,
        { Type: QuestionType.MultipleChoice } => part == Part.Other,
        _ => question.Repeats,
    };

    static ColumnType TypeOf(Part part, Question? question) => part switch
    {
        _ when Joins(part, question) => ColumnType.Text,
        Part.SubmittedAt => ColumnType.DateTime,
        Part.Option => ColumnType.Flag,
        Part.Answer when question!.Type == QuestionType.YesNo => ColumnType.Flag,
        Part.Answer or Part.Row or Part.Place when question!.Options.Count > 0 => ColumnType.Choice,
        Part.Answer => TypeOf(question!),
        _ => ColumnType.Text,
    };

    static ColumnType TypeOf(Question question) => question.Type switch
    {
        QuestionType.Rating or QuestionType.NetPromoter => ColumnType.Whole,
        QuestionType.Number or QuestionType.Score or QuestionType.Quantity => question.Whole ? ColumnType.Whole : ColumnType.Number,
        QuestionType.Date => ColumnType.Date,
        QuestionType.Time => ColumnType.Time,
        QuestionType.DateTime => ColumnType.DateTime,
        _ => ColumnType.Text,
    };
}

/// <summary>The columns of wide data: what exports write and imports read.</summary>
static class ResponseColumns
{
    public const string ResponseId = "responseId", SubmittedAt = "submittedAt", Language = "language", ParticipantId = "participantId";

    /// <param name="definition">The questionnaire.</param>
    /// <param name="mode">Only identified surveys have a column for whose response it is.</param>
    public static IReadOnlyList<ResponseColumn> Of(Definition definition, SurveyMode mode)
    {
        IEnumerable<ResponseColumn> columns =
        [
            new(ResponseId, Part.ResponseId), new(SubmittedAt, Part.SubmittedAt), new(Language, Part.Language),
            .. mode == SurveyMode.Identified ? (ResponseColumn[])[new(ParticipantId, Part.ParticipantId)] : [],
            .. definition.InPageOrder().SelectMany(Of),
        ];
        return Distinct(columns, mode);
    }

    static IEnumerable<ResponseColumn> Of(Question question) => question.Type switch
    {
        QuestionType.Section or QuestionType.Display => [],
        QuestionType.SingleChoice or QuestionType.Likert => [Answer(question), .. Other(question)],
        QuestionType.MultipleChoice => [.. question.Options.Select(o => new ResponseColumn($"{question.Id}.{o.Value}", Part.Option, question, o.Value)), .. Other(question)],
        QuestionType.Matrix => question.Rows.Select(row => new ResponseColumn($"{question.Id}.{row.Value}", Part.Row, question, row.Value)),
        QuestionType.Ranking => Enumerable.Range(1, Places(question))
            .Select(place => place.ToString(CultureInfo.InvariantCulture))
            .Select(place => new ResponseColumn($"{question.Id}.{place}", Part.Place, question, place)),
        QuestionType.Quantity => [Answer(question), new($"{question.Id}.unit", Part.Unit, question)],
        _ => [Answer(question)],
    };

    static ResponseColumn Answer(Question question) => new(question.Id, Part.Answer, question);

    static IEnumerable<ResponseColumn> Other(Question question) =>
        question.Other ? [new($"{question.Id}.other", Part.Other, question)] : [];

    static int Places(Question question) => Math.Min(question.MaxChoices ?? question.Options.Count, question.Options.Count);

    /// <remarks>
    /// A question may be called "language", or an option "other": the first keeps its
    /// name, the next is language_2. Nothing else is ever called participantId.
    /// </remarks>
    static List<ResponseColumn> Distinct(IEnumerable<ResponseColumn> columns, SurveyMode mode)
    {
        var taken = new HashSet<string>(mode == SurveyMode.Identified ? [] : [ParticipantId], StringComparer.OrdinalIgnoreCase);
        var distinct = new List<ResponseColumn>();
        foreach (var column in columns)
        {
            var name = column.Name;
            for (var i = 2; !taken.Add(name); i++) name = $"{column.Name}_{i}";
            distinct.Add(column with { Name = name });
        }
        return distinct;
    }
}
