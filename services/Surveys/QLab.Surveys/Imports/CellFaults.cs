using QLab.Questionnaires;
using QLab.Questionnaires.Answering;
using QLab.Surveys.Exports;

namespace QLab.Surveys.Imports;

/// <summary>What is wrong with the answers of a line, said of its columns and cells: who fills in a table knows no JSON.</summary>
sealed class CellFaults(WideColumns columns)
{
    /// <param name="check">What the rules for answers say, by JSON Pointer.</param>
    /// <param name="cell">The cell at an index.</param>
    public IEnumerable<(string Column, string Fault)> Of(Checked check, Func<int, string> cell) =>
        from fault in check.Faults
        let id = fault.Key["/answers/".Length..].Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)
        from said in Of(id, check.Shown.Contains(id) ? fault.Value : ["The other answers do not bring this question up: leave the cell blank."], check.Shown.Contains(id), cell)
        select said;

    IEnumerable<(string, string)> Of(string id, string[] faults, bool isShown, Func<int, string> cell)
    {
        var answers = columns.Find(id)?.Read(cell) ?? [];
        var there = isShown ? answers.SelectMany(answer => answer.Select(one => (one.Column.Name, Fault: Fault(one, answer)))).Where(one => one.Fault is not null).Distinct().ToList() : [];
        if (there.Count > 0) return there.Select(one => (one.Name, one.Fault!));
        var filled = answers.SelectMany(answer => answer).Where(one => one.Text.Length > 0).Select(one => one.Column).ToList();
        // A matrix is the one question that can be half answered.
        var missing = filled.Count > 0 && filled[0].Question is { Type: QuestionType.Matrix, Required: true }
            ? columns.Of(id).Except(filled).ToList()
            : [];
        if (missing.Count > 0) return missing.Select(column => (column.Name, faults[0]));
        return faults.Select(fault => ((filled.FirstOrDefault() ?? columns.Of(id).First()).Name, fault));
    }

    string? Fault(Cell cell, IReadOnlyList<Cell> answer)
    {
        var question = cell.Column.Question!;
        var isSaid = cell.Text.Length > 0;
        return (cell.Column.Part, question.Type) switch
        {
            (Part.Row or Part.Place, _) when isSaid && !IsOption(question, cell.Text) => $"Write one of: {AnswerRules.Options(question)}.",
            (Part.Other, _) when isSaid && string.IsNullOrWhiteSpace(cell.Text) => "Write some words, or leave the cell blank.",
            (Part.Other, _) when cell.Text.Length > AnswerRules.LongestOther =>
                $"The longest possible answer is {AnswerRules.LongestOther} characters.",
            (Part.Answer, QuestionType.MultipleChoice or QuestionType.Ranking) =>
                CellValues.List(cell.Text).All(value => IsOption(question, value)) ? null : $"Write some of these, parted by semicolons: {AnswerRules.Options(question)}.{OwnWords(question)}",
            (Part.Answer, _) when !isSaid && answer.Any(other => other.Column.Part == Part.Other && other.Text.Length > 0) => null,
            (Part.Answer, QuestionType.SingleChoice or QuestionType.Likert) =>
                IsOption(question, cell.Text) ? null : $"Write one of: {AnswerRules.Options(question)}.{OwnWords(question)}",
            (Part.Answer, QuestionType.Number or QuestionType.Rating or QuestionType.NetPromoter or QuestionType.Quantity) =>
                CellValues.Number(cell.Text) is null ? "Write a number, with a point before decimals." : null,
            (Part.Answer, QuestionType.YesNo) => CellValues.Truth(cell.Text) is null ? "Write 1 for yes and 0 for no." : null,
            (Part.Answer, QuestionType.Attachment or QuestionType.Reference) =>
                CellValues.Object(cell.Text) is null ? "Write a JSON object, as exports do." : null,
            _ => null,
        };
    }

    string OwnWords(Question question) => columns.Of(question.Id).FirstOrDefault(column => column.Part == Part.Other) is { } other
        ? $" Own words go into the column {other.Name}."
        : "";

    static bool IsOption(Question question, string text) => question.Options.Any(option => option.Value == text);
}
