using System.Text.Json;
using QLab.Questionnaires;
using QLab.Surveys.Exports;
using QLab.Tabular;

namespace QLab.Surveys.Imports;

/// <summary>
/// Writes the cells of a question as the JSON that a submission would have. What fits no type goes in as text:
/// the rules for answers then refuse it.
/// </summary>
sealed class CellAnswers(Utf8JsonWriter json)
{
    /// <param name="question">Where its cells stand.</param>
    /// <param name="cell">The cell at an index.</param>
    /// <param name="fault">Told what no answer can be made of: the column, and what to do.</param>
    public void Write(QuestionCells question, Func<int, string> cell, Action<ResponseColumn, string> fault)
    {
        if (question.Question.Type == QuestionType.Score) return; // Worked out from the other answers, whatever the file says.
        var answers = question.Read(cell);
        if (answers.Count == 0) return;
        json.WritePropertyName(question.Question.Id);
        if (question.IsSeveral) json.WriteStartArray();
        foreach (var answer in answers) Write(question.Question, answer, fault);
        if (question.IsSeveral) json.WriteEndArray();
    }

    void Write(Question question, IReadOnlyList<Cell> cells, Action<ResponseColumn, string> fault)
    {
        var given = cells.Where(cell => cell.Text.Length > 0).ToList();
        switch (question.Type)
        {
            case QuestionType.MultipleChoice or QuestionType.Ranking:
                json.WriteStartArray();
                foreach (var cell in given) Choices(cell, fault);
                json.WriteEndArray();
                break;
            case QuestionType.Matrix:
                json.WriteStartObject();
                foreach (var cell in given) json.WriteString(cell.Column.Key!, cell.Text);
                json.WriteEndObject();
                break;
            case QuestionType.Quantity:
                json.WriteStartObject();
                json.WritePropertyName("value");
                Number(Text(given, Part.Answer));
                if (Text(given, Part.Unit) is { Length: > 0 } unit) json.WriteString("unit", unit);
                json.WriteEndObject();
                break;
            default:
                if (given.Count > 1) fault(given[0].Column, $"Fill in this column or {given[1].Column.Name}, not both.");
                if (Text(given, Part.Other) is { Length: > 0 } words) Other(words);
                else Scalar(question.Type, Text(given, Part.Answer));
                break;
        }
    }

    void Choices(Cell cell, Action<ResponseColumn, string> fault)
    {
        switch (cell.Column.Part)
        {
            case Part.Option when CellValues.Truth(cell.Text) is null:
                fault(cell.Column, "Write 1 where this was chosen, and 0 or nothing where not.");
                break;
            case Part.Option:
                if (CellValues.Truth(cell.Text) is true) json.WriteStringValue(cell.Column.Key);
                break;
            case Part.Other:
                foreach (var words in CellText.Split(cell.Text)) Other(words);
                break;
            case Part.Answer:
                foreach (var value in CellValues.List(cell.Text)) json.WriteStringValue(value);
                break;
            default:
                json.WriteStringValue(cell.Text);
                break;
        }
    }

    void Scalar(QuestionType type, string answer)
    {
        if (type is QuestionType.Number or QuestionType.Rating or QuestionType.NetPromoter) Number(answer);
        else if (type == QuestionType.YesNo && CellValues.Truth(answer) is { } truth) json.WriteBooleanValue(truth);
        else if (type is QuestionType.Attachment or QuestionType.Reference && CellValues.Object(answer) is { } value) value.WriteTo(json);
        else json.WriteStringValue(answer);
    }

    void Number(string answer)
    {
        if (CellValues.Number(answer) is { } number) json.WriteNumberValue(number);
        else json.WriteStringValue(answer);
    }

    void Other(string words)
    {
        json.WriteStartObject();
        json.WriteString("other", words);
        json.WriteEndObject();
    }

    static string Text(List<Cell> given, Part part) => given.Find(cell => cell.Column.Part == part)?.Text ?? "";
}
