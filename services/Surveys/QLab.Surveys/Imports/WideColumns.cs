using System.Globalization;
using QLab.Surveys.Questionnaires;

namespace QLab.Surveys.Imports;

/// <summary>Where the parts of one question's answers stand: indexes of cells, −1 where there is no such column.</summary>
sealed class QuestionCells(Question question)
{
    public Question Question => question;

    /// <summary>The answer itself; of a quantity its value; of several choices all of them, parted by semicolons.</summary>
    public int Answer { get; set; } = -1;

    /// <summary>What was said in somebody's own words.</summary>
    public int Other { get; set; } = -1;

    public int Unit { get; set; } = -1;

    /// <summary>By option, row, or place in a ranking.</summary>
    public List<(string Key, int Index)> Parts { get; } = [];
}

/// <summary>The columns of wide data, as exports write them: the name of a question, or name.part.</summary>
sealed class WideColumns
{
    const string ResponseIdName = "responseId", SubmittedAtName = "submittedAt", LanguageName = "language", ParticipantIdName = "participantId";

    public int SubmittedAt { get; private set; } = -1;
    public int Language { get; private set; } = -1;
    public int ParticipantId { get; private set; } = -1;
    public IReadOnlyList<QuestionCells> Questions { get; }

    /// <exception cref="UnreadableFileException">A column is unknown or there twice, or none is about a question.</exception>
    public WideColumns(IReadOnlyList<string> headers, Definition definition)
    {
        var known = Known(definition);
        var (taken, faults, questions) = (new HashSet<string>(StringComparer.OrdinalIgnoreCase), new Dictionary<string, string[]>(), new Dictionary<string, QuestionCells>());
        for (var i = 0; i < headers.Count; i++)
        {
            if (!known.TryGetValue(headers[i], out var place)) faults[Pointer(headers[i])] = ["The questionnaire has nothing that this column could hold. Columns are called after questions, as in an export of the survey."];
            else if (!taken.Add(headers[i])) faults[Pointer(headers[i])] = ["This column is there twice."];
            else place(this, questions, i);
        }
        Questions = [.. questions.Values];
        if (faults.Count == 0 && Questions.Count == 0) faults[""] = ["No column is about a question."];
        if (faults.Count > 0) throw new UnreadableFileException(faults);
    }

    delegate void Place(WideColumns columns, Dictionary<string, QuestionCells> questions, int index);

    /// <remarks>A question may be called "language", or an option "other": the first keeps its name, the next is language_2.</remarks>
    static Dictionary<string, Place> Known(Definition definition)
    {
        var known = new Dictionary<string, Place>(StringComparer.OrdinalIgnoreCase);
        Add(ResponseIdName, (_, _, _) => { });
        Add(SubmittedAtName, (columns, _, i) => columns.SubmittedAt = i);
        Add(LanguageName, (columns, _, i) => columns.Language = i);
        Add(ParticipantIdName, (columns, _, i) => columns.ParticipantId = i);
        foreach (var question in definition.InPageOrder())
            foreach (var (name, set) in Of(question)) Add(name, (_, questions, i) => set(Cells(questions, question), i));
        // Several choices in one cell is how other systems write them: taken where nothing else has the name.
        foreach (var question in definition.InPageOrder().Where(q => q.Type is QuestionType.MultipleChoice or QuestionType.Ranking))
            known.TryAdd(question.Id, (_, questions, i) => Cells(questions, question).Answer = i);
        return known;

        void Add(string column, Place place)
        {
            var name = column;
            for (var i = 2; !known.TryAdd(name, place); i++) name = $"{column}_{i}";
        }
    }

    static QuestionCells Cells(Dictionary<string, QuestionCells> questions, Question question) =>
        questions.TryGetValue(question.Id, out var cells) ? cells : questions[question.Id] = new(question);

    static IEnumerable<(string Name, Action<QuestionCells, int> Set)> Of(Question question)
    {
        (string, Action<QuestionCells, int>)[] other = question.Other ? [($"{question.Id}.other", (cells, i) => cells.Other = i)] : [];
        (string, Action<QuestionCells, int>) answer = (question.Id, (cells, i) => cells.Answer = i);
        return question.Type switch
        {
            QuestionType.Section or QuestionType.Display => [],
            QuestionType.SingleChoice or QuestionType.Likert => [answer, .. other],
            QuestionType.MultipleChoice => [.. Parts(question, question.Options.Select(o => o.Value)), .. other],
            QuestionType.Matrix => Parts(question, question.Rows.Select(row => row.Value)),
            QuestionType.Ranking => Parts(question, Enumerable.Range(1, question.Options.Count).Select(place => place.ToString(CultureInfo.InvariantCulture))),
            QuestionType.Quantity => [answer, ($"{question.Id}.unit", (cells, i) => cells.Unit = i)],
            _ => [answer],
        };
    }

    static IEnumerable<(string, Action<QuestionCells, int>)> Parts(Question question, IEnumerable<string> keys) =>
        keys.Select(key => ($"{question.Id}.{key}", (Action<QuestionCells, int>)((cells, i) => cells.Parts.Add((key, i)))));

    static string Pointer(string header) => $"/{(header.Length > 130 ? header[..130] : header).Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
}
