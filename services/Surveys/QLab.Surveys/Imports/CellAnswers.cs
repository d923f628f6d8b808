using System.Globalization;
using System.Text.Json;
using QLab.Surveys.Questionnaires;

namespace QLab.Surveys.Imports;

/// <summary>
/// Writes the cells of a question as the JSON that a submission would have. What fits no type goes in as text:
/// the rules for answers then say what they ask for.
/// </summary>
sealed class CellAnswers(Utf8JsonWriter json)
{
    /// <param name="cells">Where the parts stand.</param>
    /// <param name="cell">The cell at an index; blank for an index of −1.</param>
    /// <param name="fault">Told what no answer can be made of: the part, and what to do.</param>
    public void Write(QuestionCells cells, Func<int, string> cell, Action<string, string> fault)
    {
        var question = cells.Question;
        switch (question.Type)
        {
            case QuestionType.Score:
                break; // Worked out from the other answers, whatever the file says.
            case QuestionType.MultipleChoice:
                Several(question, [.. Chosen(cells, cell, fault)], CellText.Original(cell(cells.Other)));
                break;
            case QuestionType.Ranking:
                Several(question, [.. Joined(cell(cells.Answer)), .. cells.Parts.OrderBy(part => int.Parse(part.Key, CultureInfo.InvariantCulture)).Select(part => cell(part.Index).Trim()).Where(value => value.Length > 0)], "");
                break;
            case QuestionType.Matrix:
                Rows(question, [.. cells.Parts.Select(part => (part.Key, Value: cell(part.Index).Trim())).Where(row => row.Value.Length > 0)]);
                break;
            default:
                Plain(cells, cell, fault);
                break;
        }
    }

    void Plain(QuestionCells cells, Func<int, string> cell, Action<string, string> fault)
    {
        var (question, answer, beside) = (cells.Question, CellText.Original(cell(cells.Answer)), CellText.Original(cell(cells.Question.Type == QuestionType.Quantity ? cells.Unit : cells.Other)));
        if (answer.Length == 0 && beside.Length == 0) return;
        json.WritePropertyName(question.Id);
        if (!question.Repeats)
        {
            One(question, answer, beside, fault);
            return;
        }
        var (answers, besides) = (CellText.Split(answer), beside.Length == 0 ? [] : CellText.Split(beside));
        json.WriteStartArray();
        for (var i = 0; i < Math.Max(answers.Count, besides.Count); i++) One(question, answers.ElementAtOrDefault(i) ?? "", besides.ElementAtOrDefault(i) ?? "", fault);
        json.WriteEndArray();
    }

    void One(Question question, string answer, string beside, Action<string, string> fault)
    {
        if (question.Type == QuestionType.Quantity)
        {
            json.WriteStartObject();
            json.WritePropertyName("value");
            Number(answer);
            if (beside.Length > 0) json.WriteString("unit", beside);
            json.WriteEndObject();
        }
        else if (beside.Length > 0)
        {
            if (answer.Length > 0) fault("", "Fill in the answer or the column for other words, not both.");
            Other(beside);
        }
        else Scalar(question, answer);
    }

    void Scalar(Question question, string answer)
    {
        switch (question.Type)
        {
            case QuestionType.Number or QuestionType.Rating or QuestionType.NetPromoter:
                Number(answer);
                break;
            case QuestionType.YesNo when CellText.Truth(answer) is { } truth:
                json.WriteBooleanValue(truth);
                break;
            case QuestionType.Attachment or QuestionType.Reference when JsonObject(answer) is { } value:
                value.WriteTo(json);
                break;
            case QuestionType.ShortText or QuestionType.LongText or QuestionType.Hidden:
                json.WriteStringValue(answer);
                break;
            default:
                json.WriteStringValue(answer.Trim());
                break;
        }
    }

    void Number(string answer)
    {
        if (decimal.TryParse(answer, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) json.WriteNumberValue(number);
        else json.WriteStringValue(answer);
    }

    void Several(Question question, string[] values, string other)
    {
        if (values.Length == 0 && other.Length == 0) return;
        json.WriteStartArray(question.Id);
        foreach (var value in values) json.WriteStringValue(value);
        if (other.Length > 0) foreach (var words in CellText.Split(other)) Other(words);
        json.WriteEndArray();
    }

    void Rows(Question question, (string Row, string Value)[] rows)
    {
        if (rows.Length == 0) return;
        json.WriteStartObject(question.Id);
        foreach (var (row, value) in rows) json.WriteString(row, value);
        json.WriteEndObject();
    }

    void Other(string words)
    {
        json.WriteStartObject();
        json.WriteString("other", words);
        json.WriteEndObject();
    }

    static IEnumerable<string> Chosen(QuestionCells cells, Func<int, string> cell, Action<string, string> fault)
    {
        foreach (var value in Joined(cell(cells.Answer))) yield return value;
        foreach (var (option, index) in cells.Parts)
        {
            var text = cell(index);
            if (string.IsNullOrWhiteSpace(text)) continue;
            if (CellText.Truth(text) is not { } chosen) fault($".{option}", "Write 1 where this was chosen, and 0 or nothing where not.");
            else if (chosen) yield return option;
        }
    }

    static IEnumerable<string> Joined(string cell) => string.IsNullOrWhiteSpace(cell) ? [] : CellText.Split(cell).Select(value => value.Trim()).Where(value => value.Length > 0);

    /// <summary>Null where it is none, or holds half a character, which no text can have and PostgreSQL does not store.</summary>
    static JsonElement? JsonObject(string text)
    {
        try
        {
            var element = JsonElement.Parse(text);
            return element.ValueKind == JsonValueKind.Object && IsWhole(element) ? element : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    static bool IsWhole(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().All(property => property.Name.Length >= 0 && IsWhole(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().All(IsWhole),
        JsonValueKind.String => element.GetString() is not null,
        _ => true,
    };
}
