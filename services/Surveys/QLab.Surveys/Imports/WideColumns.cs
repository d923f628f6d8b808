using QLab.Questionnaires;
using QLab.Surveys.Exports;
using QLab.Surveys.Surveys;
using QLab.Tabular;

namespace QLab.Surveys.Imports;

/// <summary>The columns of a file, which are those of an export in any order, and the cells of the line that is being read.</summary>
sealed class WideColumns
{
    readonly ILookup<string, ResponseColumn> columns;
    readonly Dictionary<Part, int> ofResponse = [];
    readonly Dictionary<string, QuestionCells> questions;

    /// <exception cref="UnreadableTableException">A column is unknown or there twice, or none is about a question.</exception>
    public WideColumns(IReadOnlyList<string> headers, Definition definition)
    {
        var known = Known(definition);
        columns = known.Where(column => column.Question is not null).ToLookup(column => column.Question!.Id);
        var byName = known.ToDictionary(column => column.Name, StringComparer.OrdinalIgnoreCase);
        var (places, faults) =
            (new Dictionary<ResponseColumn, int>(ReferenceEqualityComparer.Instance), new Dictionary<string, string[]>());
        for (var i = 0; i < headers.Count; i++)
        {
            if (!byName.TryGetValue(headers[i], out var column)) faults[UnreadableTableException.Pointer(headers[i])] = ["The questionnaire has nothing that this column could hold. Columns are called after questions, as in an export of the survey."];
            else if (!places.TryAdd(column, i)) faults[UnreadableTableException.Pointer(headers[i])] = ["This column is there twice."];
            else if (column.Question is null) ofResponse[column.Part] = i;
        }
        questions = columns.Where(of => of.Any(places.ContainsKey)).ToDictionary(of => of.Key, of => new QuestionCells([.. of.Where(places.ContainsKey).Select(column => (column, places[column]))]));
        if (faults.Count == 0 && questions.Count == 0) faults[""] = ["No column is about a question."];
        if (faults.Count > 0) throw new UnreadableTableException(faults);
    }

    public IReadOnlyCollection<QuestionCells> Questions => questions.Values;

    /// <summary>Where a part of the whole response stands; null where the file does not say it.</summary>
    public int? Place(Part part) => ofResponse.TryGetValue(part, out var place) ? place : null;

    /// <summary>Where the answers to a question stand; null where the file has no column for it.</summary>
    public QuestionCells? Find(string question) => questions.GetValueOrDefault(question);

    /// <summary>Every column that a file may have for a question.</summary>
    public IEnumerable<ResponseColumn> Of(string question) => columns[question];

    /// <remarks>Several choices in one cell is how other systems write them: taken where nothing else has the name.</remarks>
    static List<ResponseColumn> Known(Definition definition)
    {
        var known = ResponseColumns.Of(definition, SurveyMode.Identified).ToList();
        var taken = known.Select(column => column.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var question in definition.InPageOrder())
            if ((question.Type == QuestionType.MultipleChoice || question is { Type: QuestionType.Ranking, Repeats: false })
                && taken.Add(question.Id))
                known.Add(new(question.Id, Part.Answer, question));
        return known;
    }
}
