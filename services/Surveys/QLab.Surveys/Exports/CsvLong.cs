using System.Globalization;
using System.Text;
using System.Text.Json;
using QLab.Questionnaires;
using QLab.Tabular;

namespace QLab.Surveys.Exports;

/// <summary>
/// A line for each answer: response, question, row, value, label. The row is that of a matrix, the place in a ranking, "other" for own
/// words, or the number of an answer that was given several times.
/// </summary>
sealed class CsvLong : IRowFormat<FrozenResponse>
{
    static readonly string[] Header = ["response", "question", "row", "value", "label"];

    readonly CsvWriter csv;
    readonly GivenAnswers given;
    readonly AnswerText text = new();
    readonly (Question Question, byte[] Id)[] questions;
    readonly Dictionary<string, byte[]>[] labels;
    readonly byte[] id = new byte[36];

    public CsvLong(CsvWriter csv, ExportSpecification contents)
    {
        this.csv = csv;
        given = new(contents.Questions);
        questions = [.. contents.Questions.Select(q => (q, Encoding.UTF8.GetBytes(q.Id)))];
        labels = [.. contents.Questions.Select(q => Labels(q, contents))];
    }

    public void Begin() => csv.Line(Header);

    public void Write(in FrozenResponse response)
    {
        given.Read(response.Answers);
        CellText.Id(response.Id, id);
        for (var i = 0; i < questions.Length; i++)
        {
            var answer = given[i];
            if (answer.IsEmpty) continue;
            var reader = new Utf8JsonReader(answer);
            reader.Read();
            if (questions[i].Question is { Repeats: true, Type: not QuestionType.MultipleChoice }) Several(i, reader, answer);
            else One(i, reader, answer, number: null);
        }
    }

    void Several(int question, Utf8JsonReader reader, ReadOnlySpan<byte> answer)
    {
        for (var number = 1; reader.Read() && reader.TokenType != JsonTokenType.EndArray; number++)
        {
            One(question, reader, answer, number.ToString(CultureInfo.InvariantCulture));
            reader.Skip();
        }
    }

    void One(int question, Utf8JsonReader reader, ReadOnlySpan<byte> answer, string? number)
    {
        switch (questions[question].Question.Type)
        {
            case QuestionType.MultipleChoice or QuestionType.Ranking when reader.TokenType == JsonTokenType.StartArray:
                var places = questions[question].Question.Type == QuestionType.Ranking;
                for (var place = 1; reader.Read() && reader.TokenType != JsonTokenType.EndArray; place++)
                {
                    Choice(question, reader, answer, places ? Row(number, place.ToString(CultureInfo.InvariantCulture)) : number);
                    reader.Skip();
                }
                break;
            case QuestionType.Matrix:
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var row = reader.GetString()!;
                    reader.Read();
                    Choice(question, reader, answer, Row(number, row));
                }
                break;
            case QuestionType.Quantity:
                Quantity(question, reader, number);
                break;
            default:
                Choice(question, reader, answer, number);
                break;
        }
    }

    void Choice(int question, Utf8JsonReader reader, ReadOnlySpan<byte> answer, string? row)
    {
        var isChoice = labels[question].Count > 0;
        if (isChoice && AnswerParts.Property(ref reader, "other"u8)) row = Row(row, "other");
        var isText = reader.TokenType is not (JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False);
        var label = isChoice && reader.TokenType == JsonTokenType.String ? labels[question].GetValueOrDefault(reader.GetString()!) : null;
        Line(question, row, text.Of(ref reader, answer), isText, label);
    }

    void Quantity(int question, Utf8JsonReader reader, string? row)
    {
        using var quantity = JsonDocument.ParseValue(ref reader);
        var value = quantity.RootElement.GetProperty("value").GetRawText();
        var unit = quantity.RootElement.TryGetProperty("unit", out var given) && given.ValueKind == JsonValueKind.String
            ? given.GetString()
            : null;
        Line(question, row, Encoding.UTF8.GetBytes(value), isText: false, unit is null ? null : Encoding.UTF8.GetBytes(unit));
    }

    void Line(int question, string? row, ReadOnlySpan<byte> value, bool isText, byte[]? label)
    {
        csv.Plain(id);
        csv.Plain(questions[question].Id);
        csv.Text(row ?? "");
        if (isText) csv.Text(value);
        else csv.Plain(value);
        csv.Text(label);
        csv.EndLine();
    }

    static string Row(string? number, string row) => number is null ? row : $"{number}.{row}";

    static Dictionary<string, byte[]> Labels(Question question, ExportSpecification contents) =>
        question.Options.DistinctBy(o => o.Value).ToDictionary(o => o.Value, o => Encoding.UTF8.GetBytes(contents.Say(o.Label)));
}
