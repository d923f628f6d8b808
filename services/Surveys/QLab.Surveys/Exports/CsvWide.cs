using System.Text.Json;

namespace QLab.Surveys.Exports;

/// <summary>A line for each response.</summary>
sealed class CsvWide : ILineFormat
{
    readonly Csv csv;
    readonly (Column Column, AnswerParts? Parts, int Question)[] columns;
    readonly GivenAnswers given;
    readonly bool daysOnly;
    readonly AnswerText text = new();
    readonly JoinedCell joined;

    public CsvWide(Csv csv, ExportSpecification contents)
    {
        this.csv = csv;
        joined = new(text);
        given = new(contents.Questions);
        daysOnly = contents.DaysOnly;
        columns = [.. contents.Columns.Select(column => column.Question is { } question ? (column, new AnswerParts(column), given.NumberOf(question)) : (column, (AnswerParts?)null, 0))];
    }

    public void Begin()
    {
        foreach (var (column, _, _) in columns) csv.Text(column.Name);
        csv.EndLine();
    }

    public void Write(in FrozenResponse response)
    {
        given.Read(response.Answers);
        foreach (var (column, parts, question) in columns)
        {
            if (parts is null) ResponseCells.Write(column.Part, response, daysOnly, csv);
            else if (given[question] is { IsEmpty: false } answer) Answered(column, parts, answer);
            else csv.Blank();
        }
        csv.EndLine();
    }

    void Answered(Column column, AnswerParts parts, ReadOnlySpan<byte> answer)
    {
        var reader = new Utf8JsonReader(answer);
        reader.Read();
        if (column.Part == Part.Option) csv.Plain(parts.IsChosen(ref reader) ? "1"u8 : "0"u8);
        else if (column.IsJoined && column.IsNumber) csv.Numbers(joined.Of(column, parts, reader, answer));
        else if (column.IsJoined) csv.Text(joined.Of(column, parts, reader, answer));
        else if (!parts.Find(ref reader)) csv.Blank();
        else if (column.IsNumber && reader.TokenType != JsonTokenType.String) csv.Plain(text.Of(ref reader, answer));
        else csv.Text(text.Of(ref reader, answer));
    }
}
