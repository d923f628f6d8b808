using QLab.Questionnaires;
using QLab.Surveys.Exports;
using QLab.Tabular;

namespace QLab.Surveys.Imports;

/// <summary>What one cell, or one of the answers joined in it, says; blank where nothing is said.</summary>
sealed record Cell(ResponseColumn Column, string Text);

/// <summary>Where the answers to one question stand in a file, in the order of an export.</summary>
sealed class QuestionCells(IReadOnlyList<(ResponseColumn Column, int Index)> columns)
{
    public Question Question { get; } = columns[0].Column.Question!;

    /// <summary>Answered several times, so that each cell joins several.</summary>
    public bool IsSeveral => Question.Repeats && Question.Type != QuestionType.MultipleChoice;

    /// <param name="cell">The cell at an index.</param>
    /// <returns>Each answer with its cells; none where all is blank.</returns>
    public IReadOnlyList<IReadOnlyList<Cell>> Read(Func<int, string> cell)
    {
        var cells = columns.Select(at => Tidy(at.Column, CellText.Original(cell(at.Index)))).ToList();
        if (cells.TrueForAll(one => one.Text.Length == 0)) return [];
        if (!IsSeveral) return [cells];
        var joined = cells.ConvertAll(one => one.Text.Length == 0 ? [] : CellText.Split(one.Text));
        return [.. Enumerable.Range(0, joined.Max(answers => answers.Count))
            .Select(i => cells.Zip(joined, (one, answers) => Tidy(one.Column, answers.ElementAtOrDefault(i) ?? "")).ToList())];
    }

    /// <remarks>Only in what people worded themselves is a space something said.</remarks>
    static Cell Tidy(ResponseColumn column, string text) => new(column, column is
    { Part: Part.Other or Part.Unit } or { Part: Part.Answer, Question.Type: QuestionType.ShortText or QuestionType.LongText or QuestionType.Hidden } ? text : text.Trim());
}
